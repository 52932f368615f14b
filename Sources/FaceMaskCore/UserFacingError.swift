public import Foundation

/// An error that a person can act on.
///
/// Its `description` is one sentence: what failed, on what, why, and what to do. Foundation's `localizedDescription` is the
/// same sentence.
public protocol UserFacingError: LocalizedError, CustomStringConvertible, Sendable {
    /// The kind of failure. The command derives its exit code from it, and a server its HTTP status.
    var category: ErrorCategory { get }
}

extension UserFacingError {
    /// The same as `description`.
    public var errorDescription: String? { description }
    /// Always `nil`: the description names the reason.
    public var failureReason: String? { nil }
    /// Always `nil`: the description says what to do.
    public var recoverySuggestion: String? { nil }
    /// Always `nil`.
    public var helpAnchor: String? { nil }
}

/// The kinds of failure that callers distinguish, whatever the module.
public enum ErrorCategory: Hashable, Sendable, CaseIterable {
    /// The request itself is wrong: an option, an address, a combination.
    case usage
    /// An input is missing or may not be read.
    case noInput
    /// An input was read but is damaged or of the wrong kind.
    case badData
    /// A library that FaceMask needs is not installed.
    case unavailable
    /// Reading or writing failed: a full disk, a lost connection, a device in use.
    case inputOutput
    /// A defect of FaceMask.
    case defect
}
