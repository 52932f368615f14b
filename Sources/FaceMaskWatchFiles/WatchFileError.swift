package import FaceMaskCore

/// The reason why a file of cameras can't be used.
package struct WatchFileError: UserFacingError, Hashable {
    /// The kinds of failure.
    package enum Code: Sendable {
        case unreadable
        /// Not YAML.
        case damaged
        /// YAML that doesn't describe cameras.
        case faulty
    }

    /// The kind of failure.
    package let code: Code
    /// The file's path.
    package let subject: String
    /// The number of the line that is wrong, from 1; `nil` where it is not one line.
    package let line: Int?
    /// The cause and the remedy, as a sentence without its full stop; holds no password.
    package let reason: String

    init(_ code: Code, _ subject: String, line: Int? = nil, _ reason: String) {
        self.code = code
        self.subject = subject
        self.line = line
        self.reason = reason
    }

    /// The kind of failure, for exit codes and statuses.
    package var category: ErrorCategory {
        code == .unreadable ? .noInput : .badData
    }

    /// One sentence: in what file, at which line, what is wrong, and what to do.
    package var description: String {
        let place = line.map { "'\(subject)', line \($0)" } ?? "'\(subject)'"
        return switch code {
        case .unreadable: "The file of cameras \(place) can't be read because \(reason)."
        case .damaged: "The file of cameras \(place) is not YAML: \(reason)."
        case .faulty: "The file of cameras \(place) can't be used: \(reason)."
        }
    }
}
