import FaceMaskCore
import ArgumentParser
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

    /// Makes failures of the standard streams errors that can be told, before anything else is opened.
    ///
    /// A stream that the caller closed is replaced by one that fails as a closed one does: otherwise the next file to
    /// be opened would take its number, and results would be written into it.
    static func prepare() {
        for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(descriptor, F_GETFD) < 0 {
            _ = unsafe open("/dev/null", descriptor == STDOUT_FILENO ? O_RDONLY : O_WRONLY)
        }
        for number in [SIGPIPE, SIGXFSZ] { signal(number, SIG_IGN) }
    }

    /// Writes a line to stderr. When that fails there is nowhere left to say so.
    static func say(_ text: String) { try? FileHandle.standardError.write(contentsOf: Data((text + "\n").utf8)) }

    /// Says what failed.
    static func say(_ failure: Failure) { say("facemask: \(printable(failure.sentence))") }

    /// Replaces the line on stderr that is being written, without ending it.
    static func redraw(_ text: String) {
        try? FileHandle.standardError.write(contentsOf: Data("\r\u{1B}[2K\(text)".utf8))
    }

    /// Sounds the terminal's bell, where there is one.
    @Sendable static func bell() {
        if isatty(STDERR_FILENO) == 1 { try? FileHandle.standardError.write(contentsOf: Data([7])) }
    }

    /// Writes to stdout; throws when it is a full disk or a closed pipe.
    static func output(_ text: String) throws {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = unsafe bytes.withUnsafeBytes { unsafe write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else {
                let reason =
                    switch errno {
                    case EBADF: "it is closed"
                    case EPIPE: "the program that read it has ended"
                    default: systemReason(errno)
                    }
                throw Failure(.inputOutput, "The results can't be written to standard output: \(reason).")
            }
            bytes = bytes.dropFirst(count)
        }
    }
}
