public import FaceMaskCore

/// The reason why a file of cameras can't be used.
public struct WatchFileError: UserFacingError, Hashable {
    /// The kinds of failure.
    public enum Code: Sendable {
        case unreadable
        /// Not YAML.
        case damaged
        /// YAML that doesn't describe cameras.
        case faulty
    }

    /// The kind of failure.
    public let code: Code
    /// The file's path.
    public let subject: String
    /// The number of the line that is wrong, from 1; `nil` where it is not one line.
    public let line: Int?
    /// The cause and the remedy, as a sentence without its full stop; holds no password.
    public let reason: String

    init(_ code: Code, _ subject: String, line: Int? = nil, _ reason: String) {
        self.code = code
        self.subject = subject
        self.line = line
        self.reason = reason
    }

    /// The kind of failure, for exit codes and statuses.
    public var category: ErrorCategory {
        code == .unreadable ? .noInput : .badData
    }

    /// One sentence: in what file, at which line, what is wrong, and what to do.
    public var description: String {
        let place = line.map { "'\(subject)', line \($0)" } ?? "'\(subject)'"
        return switch code {
        case .unreadable: "The file of cameras \(place) can't be read because \(reason)."
        case .damaged: "The file of cameras \(place) is not YAML: \(reason)."
        case .faulty: "The file of cameras \(place) can't be used: \(reason)."
        }
    }
}
