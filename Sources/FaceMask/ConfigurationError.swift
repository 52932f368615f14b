public import FaceMaskCore

/// A configuration of a detector that can't be used.
public struct ConfigurationError: UserFacingError, Hashable {
    /// One sentence: which setting is wrong, and which values are allowed.
    public let description: String

    /// The request itself is wrong.
    public var category: ErrorCategory { .usage }

    init(_ setting: String, _ value: some CustomStringConvertible, allowed: String) {
        description = "The \(setting) \(value) is out of range; give \(allowed)."
    }
}
