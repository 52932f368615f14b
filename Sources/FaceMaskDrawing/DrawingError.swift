package import FaceMaskCore

/// Why something could not be drawn.
package struct DrawingError: UserFacingError, Hashable {
    /// What went wrong, to switch on.
    package enum Code: Hashable, Sendable {
        /// The picture and the scene, or a plot and its wanted size, don't go together.
        case unsuitableSize
        /// A plot's numbers and names don't fit each other.
        case unsuitableData
        /// No font with Latin letters is installed.
        case noFonts
        /// Cairo gave up.
        case library
    }

    /// What kind of failure it is.
    package let code: Code
    /// What was being drawn: a picture's path, a plot's title.
    package let subject: String
    /// Why it failed; for `library` in Cairo's own words.
    package let reason: String

    /// Creates an error about `subject`.
    package init(_ code: Code, subject: String, reason: String) {
        self.code = code
        self.subject = subject
        self.reason = reason
    }

    /// The kind of failure, for exit codes and statuses.
    package var category: ErrorCategory {
        .defect
    }

    /// One sentence: what failed, on what, why, and what to do.
    package var description: String {
        "Could not draw \(subject): \(reason); \(advice)."
    }

    private var advice: String {
        switch code {
        case .unsuitableSize: "give it a size that fits"
        case .unsuitableData: "correct its rows and labels"
        case .noFonts: "install one, on Debian with 'apt-get install fonts-dejavu-core'"
        case .library: "try it with a smaller size or more free memory"
        }
    }
}
