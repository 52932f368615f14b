internal import FaceMaskCOpenVINO

/// The owner of a C handle of OpenVINO. It frees the handle when its last reference is released.
///
/// Sendable because: the pointer never changes; OpenVINO's core and compiled models may be called from any thread, and
/// a request is handed to one task at a time by `RequestPool`.
final class Handle: @unchecked Sendable {
    let pointer: OpaquePointer
    private let free: @Sendable (OpaquePointer) -> Void
    /// Objects that must outlive this handle.
    private let keeping: [any AnyObject & Sendable]

    init(
        _ pointer: OpaquePointer, keeping: [any AnyObject & Sendable] = [],
        free: @escaping @Sendable (OpaquePointer) -> Void
    ) {
        self.pointer = pointer
        self.free = free
        self.keeping = keeping
    }

    deinit { free(pointer) }
}

/// Throws an error with the library's last message, shortened to its reason, unless `status` is OK.
func check(_ code: InferenceError.Code, _ subject: String, _ status: ov_status_e) throws {
    guard status != OK else { return }
    // Each call returns a new copy, which the caller frees.
    let characters = ov_get_last_err_msg()
    defer { ov_free(characters) }
    let message = characters.map { String(cString: $0) } ?? ""
    throw InferenceError(code: code, subject: subject, reason: reason(in: message, status: status))
}

/// Calls a C function with an out-pointer, and returns the pointer that the function stored there.
func created(
    _ code: InferenceError.Code, _ subject: String, _ call: (UnsafeMutablePointer<OpaquePointer?>) -> ov_status_e
) throws -> OpaquePointer {
    var pointer: OpaquePointer?
    try check(code, subject, call(&pointer))
    guard let pointer else {
        throw InferenceError(code: code, subject: subject, reason: "OpenVINO returned nothing")
    }
    return pointer
}

/// Returns the part of an OpenVINO message that helps people. A message is a chain of lines, most of which name the source
/// file that threw; the last line without one is the reason.
private func reason(in message: String, status: ov_status_e) -> String {
    let lines = message.split(whereSeparator: \.isNewline)
        .map { $0.trimmingPrefix(while: { $0 == " " || $0 == "\t" }) }
        .filter { !$0.isEmpty && !$0.hasPrefix("Exception from") && !$0.hasPrefix("Check '") }
    let last = lines.last.map(String.init) ?? message.split(whereSeparator: \.isNewline).last.map(String.init)
    let words = (last ?? "").trimmingPrefix(while: { $0 == " " })
    guard !words.isEmpty else { return "status \(status.rawValue) of its C interface" }
    return words.hasSuffix(".") ? String(words.dropLast()) : String(words)
}
