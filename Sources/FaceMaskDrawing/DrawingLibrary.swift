internal import FaceMaskCCairo

/// The libraries behind this module.
package enum DrawingLibrary {
    /// The versions of Cairo and Pango.
    package static var version: String {
        let pango = pango_version_string().map { String(cString: $0) } ?? "unknown"
        return "\(String(cString: cairo_version_string())), \(pango)"
    }
}
