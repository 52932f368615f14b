import FaceMaskCore
import ArgumentParser
import Foundation

/// The standard streams: results go to stdout, everything for people to stderr.
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

    /// Turns failures of the standard streams into errors that can be reported. Call it before anything else is opened.
    ///
    /// A stream that the caller closed is replaced by one that fails as a closed one does: otherwise the next file to
    /// be opened would take its number, and results would be written into it.
    static func prepare() {
        for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(descriptor, F_GETFD) < 0 {
            _ = unsafe open("/dev/null", descriptor == STDOUT_FILENO ? O_RDONLY : O_WRONLY)
        }
        for number in [SIGPIPE, SIGXFSZ] { signal(number, SIG_IGN) }
    }

    /// Writes a line to stderr. If that fails there is nowhere to report it.
    static func say(_ text: String) { try? FileHandle.standardError.write(contentsOf: Data((text + "\n").utf8)) }

    /// Writes a failure to stderr.
    static func say(_ failure: Failure) { say("facemask: \(printable(failure.sentence))") }

    /// Replaces the unfinished line on stderr.
    static func redraw(_ text: String) {
        try? FileHandle.standardError.write(contentsOf: Data("\r\u{1B}[2K\(text)".utf8))
    }

    /// Sounds the bell if stderr is a terminal.
    @Sendable static func bell() {
        if isatty(STDERR_FILENO) == 1 { try? FileHandle.standardError.write(contentsOf: Data([7])) }
    }

    /// Writes to stdout.
    ///
    /// - Throws: `Failure` if it is closed, or its disk is full.
    static func output(_ text: String) throws {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty { bytes = try bytes.dropFirst(write(bytes)) }
    }

    /// Writes to stdout as many of `bytes` as it takes, and returns their number.
    static func write(_ bytes: ArraySlice<UInt8>) throws -> Int {
        let count = unsafe bytes.withUnsafeBytes { unsafe Foundation.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
        if count >= 0 { return count }
        let reason: String
        switch errno {
        case EINTR: return 0
        case EBADF: reason = "it is closed"
        case EPIPE: reason = "the program that read it has ended"
        default: reason = systemReason(errno)
        }
        throw Failure(.inputOutput, "The results can't be written to standard output: \(reason).")
    }
}
