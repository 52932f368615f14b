package import FaceMaskCore

/// The reason that something could not be drawn.
package struct DrawingError: UserFacingError, Hashable {
    /// The kinds of failure.
    package enum Code: Hashable, Sendable {
        /// The sizes of picture and scene differ, or a plot can't have the requested size.
        case unsuitableSize
        /// A plot's numbers and names don't match.
        case unsuitableData
        /// No font with Latin letters is installed.
        case noFonts
        /// Cairo reported an error.
        case library
        /// Cairo or Pango can't be loaded.
        case unavailable
    }

    /// The kind of failure.
    package let code: Code
    /// What was being drawn: a picture's path or a plot's title.
    package let subject: String
    /// The reason, a clause; for `library`, with Cairo's own text.
    package let reason: String

    /// Creates an error about `subject`.
    package init(_ code: Code, subject: String, reason: String) {
        self.code = code
        self.subject = subject
        self.reason = reason
    }

    /// The kind of failure, for exit codes and statuses.
    package var category: ErrorCategory { code == .unavailable ? .unavailable : .defect }

    /// One sentence: what failed, on what, why, and what to do.
    package var description: String {
        "Could not draw \(subject): \(reason); \(advice)."
    }

    private var advice: String {
        switch code {
        case .unsuitableSize: "give it a size that fits"
        case .unsuitableData: "make the numbers of rows and labels agree"
        case .noFonts: "install one, on Debian with 'apt-get install fonts-dejavu-core'"
        case .unavailable:
            "run scripts/setup, or install them, on Debian with 'apt-get install libpangocairo-1.0-0'"
        case .library: "try it with a smaller size or more free memory"
        }
    }
}
