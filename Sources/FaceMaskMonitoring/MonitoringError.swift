public import FaceMaskCore

/// The reason why a zone, a line or an alert can't be used, or why an alert was not delivered.
public struct MonitoringError: UserFacingError, Hashable {
    /// The kinds of failure.
    public enum Code: Sendable {
        /// A zone that nobody can be in, or whose inside isn't defined.
        case faultyZone
        /// A line that nobody can cross.
        case faultyLine
        /// A rule that can't be read or applied.
        case faultyAlert
        /// A program that couldn't be started, failed or took too long.
        case commandFailed
        /// A server that didn't accept an alert.
        case webhookFailed
        /// An action that no channel carries out.
        case noChannel
    }

    /// The kind of failure.
    public let code: Code
    /// The name of the zone, the line or the alert.
    public let subject: String
    /// The cause and the remedy, as clauses; holds no password.
    public let reason: String

    init(_ code: Code, _ subject: String, _ reason: String) {
        self.code = code
        self.subject = subject
        self.reason = reason
    }

    /// The kind of failure, for exit codes and statuses.
    public var category: ErrorCategory {
        switch code {
        case .faultyZone, .faultyLine, .faultyAlert, .noChannel: .usage
        case .commandFailed, .webhookFailed: .inputOutput
        }
    }

    /// One sentence: what failed, on what, why, and what to do.
    public var description: String {
        switch code {
        case .faultyZone: "The zone '\(subject)' can't be used because \(reason)."
        case .faultyLine: "The line '\(subject)' can't be used because \(reason)."
        case .faultyAlert: "The alert '\(subject)' can't be used because \(reason)."
        case .commandFailed: "The command of the alert '\(subject)' failed because \(reason)."
        case .noChannel: "The alert '\(subject)' was not delivered because \(reason)."
        case .webhookFailed: "The alert '\(subject)' could not be posted because \(reason)."
        }
    }

    /// Returns why `name` can't be a name in messages, JSON and environment variables; `nil` for a valid one.
    static func faultyName(_ name: String) -> String? {
        if name.allSatisfy(\.isWhitespace) { return "its name is empty; give it one" }
        let isControl = { (scalar: Unicode.Scalar) in scalar.properties.generalCategory == .control }
        return name.unicodeScalars.contains(where: isControl)
            ? "its name holds a control character; leave that out" : nil
    }
}
