internal import FaceMaskCCairo

/// Cairo and Pango, the libraries that this module uses, which are loaded when something is first drawn.
package enum DrawingLibrary {
    /// The versions of Cairo and Pango.
    ///
    /// - Throws: `DrawingError` with the code `unavailable` when they can't be loaded.
    package static var version: String {
        get throws(DrawingError) {
            try load(for: "anything")
            let versions = [cairo_version_string(), pango_version_string()]
            return versions.map { $0.map { String(cString: $0) } ?? "unknown" }.joined(separator: ", ")
        }
    }

    /// Loads the libraries once per process; `subject` is what is to be drawn.
    ///
    /// All code that creates their objects calls this first, so that a missing library is an error with a reason.
    /// Functions called without their library return a failure.
    static func load(for subject: String) throws(DrawingError) {
        guard let reason = facemask_cairo_load() else { return }
        throw DrawingError(
            .unavailable, subject: subject, reason: "Cairo and Pango can't be loaded (\(String(cString: reason)))")
    }
}
