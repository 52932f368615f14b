import Foundation

/// What a person at the terminal sees, on stderr; results go to stdout.
enum Console {
    /// Whether colours may be used on stdout (https://no-color.org).
    static var isColored: Bool { isatty(STDOUT_FILENO) == 1 && allowsEscapes }

    /// Whether a line that redraws itself may be used on stderr.
    static var isInteractive: Bool {
        isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
    }

    private static var allowsEscapes: Bool {
        let environment = ProcessInfo.processInfo.environment
        return (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
    }

    /// Writes a line to stderr. When that fails there is nowhere left to say so.
    static func say(_ text: String) { try? FileHandle.standardError.write(contentsOf: Data((text + "\n").utf8)) }

    /// Writes to stdout; throws when it is a full disk or a closed pipe.
    static func output(_ text: String) throws {
        do {
            try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
        } catch {
            throw CommandFailure(
                sentence: "The results can't be written to standard output: \(reason(of: error)).",
                exitCode: .inputOutput)
        }
    }
}

/// The operating system's word for an error of Foundation's.
func reason(of error: any Error) -> String {
    let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError ?? error as NSError
    return underlying.domain == NSPOSIXErrorDomain
        ? unsafe String(cString: strerror(Int32(underlying.code))).lowercased() : error.localizedDescription
}
