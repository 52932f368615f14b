internal import FaceMaskCOpenVINO

/// The one owner of a C handle of OpenVINO; frees it when the last reference goes.
///
/// Sendable because: the pointer never changes; OpenVINO's core and compiled models may be called from any thread, and
/// a request is handed to one task at a time by `RequestPool`.
final class Handle: @unchecked Sendable {
    let pointer: OpaquePointer
    private let free: @Sendable (OpaquePointer) -> Void
    /// What must outlive this handle.
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

/// Calls OpenVINO and turns a status into an error with the library's last message, shortened to its reason.
func check(_ code: InferenceError.Code, _ subject: String, _ status: ov_status_e) throws {
    guard status != OK else { return }
    // Each call returns a new copy, which is ours to free.
    let characters = ov_get_last_err_msg()
    defer { ov_free(characters) }
    let message = characters.map { String(cString: $0) } ?? ""
    throw InferenceError(code: code, subject: subject, reason: reason(in: message, status: status))
}

/// Calls a C function that fills an out-pointer, and returns what it filled in.
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

/// OpenVINO's messages are chains of lines, each with the source file that threw it; the last line without one is what
/// a person can use.
private func reason(in message: String, status: ov_status_e) -> String {
    let lines = message.split(whereSeparator: \.isNewline)
        .map { $0.trimmingPrefix(while: { $0 == " " || $0 == "\t" }) }
        .filter { !$0.isEmpty && !$0.hasPrefix("Exception from") && !$0.hasPrefix("Check '") }
    let last = lines.last.map(String.init) ?? message.split(whereSeparator: \.isNewline).last.map(String.init)
    let words = (last ?? "").trimmingPrefix(while: { $0 == " " })
    guard !words.isEmpty else { return "status \(status.rawValue) of its C interface" }
    return words.hasSuffix(".") ? String(words.dropLast()) : String(words)
}
