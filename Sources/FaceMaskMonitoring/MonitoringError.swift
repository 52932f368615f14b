public import FaceMaskCore

/// Why a zone, a line or an alert can't be used, or an alert could not be delivered.
public struct MonitoringError: UserFacingError, Hashable {
    /// What went wrong, to switch on.
    public enum Code: Sendable {
        /// A zone that nobody can be in, or of which it isn't clear who is.
        case faultyZone
        /// A line that nobody can cross.
        case faultyLine
        /// A rule that can't be read or followed.
        case faultyAlert
        /// A command that can't be started, failed or took too long.
        case commandFailed
        /// A server that didn't take an alert.
        case webhookFailed
        /// An action that no channel takes.
        case noChannel
    }

    /// The kind of failure.
    public let code: Code
    /// The name of the zone, the line or the alert.
    public let subject: String
    /// The cause and the cure, as clauses; holds no password.
    public let reason: String

    init(_ code: Code, _ subject: String, _ reason: String) {
        self.code = code
        self.subject = subject
        self.reason = reason
    }

    /// The kind of failure, for exit codes and statuses.
    public var category: ErrorCategory {
        .usage
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

    /// Why `name` can't name anything: it stands in messages, in JSON and in environment variables.
    static func faultyName(_ name: String) -> String? {
        if name.allSatisfy(\.isWhitespace) { return "its name is empty; give it one" }
        let isControl = { (scalar: Unicode.Scalar) in scalar.properties.generalCategory == .control }
        return name.unicodeScalars.contains(where: isControl)
            ? "its name holds a control character; leave that out" : nil
    }
}
