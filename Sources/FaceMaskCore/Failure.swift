internal import Foundation

/// A sentence for people and a category for programs, taken from any error.
package struct Failure: UserFacingError, Hashable {
    /// One sentence: what failed, on what, why, and what to do.
    package let sentence: String
    package let category: ErrorCategory

    package init(_ category: ErrorCategory, _ sentence: String) {
        self.category = category
        self.sentence = sentence
    }

    /// Takes the sentence and category of `error`. Errors of Foundation's file functions get a sentence; any error that
    /// isn't a `UserFacingError` is a defect.
    package init(_ error: any Error) {
        switch error {
        case let failure as Failure: self = failure
        case let error as any UserFacingError: self.init(error.category, error.description)
        case let error as CocoaError: self.init(error.isAboutWriting ? .inputOutput : .noInput, error.sentence)
        default: self.init(.defect, "\(error)")
        }
    }

    package var description: String { sentence }
}

extension CocoaError {
    fileprivate var isAboutWriting: Bool { (512..<1024).contains(code.rawValue) }

    fileprivate var sentence: String {
        "A file operation\(filePath.map { " on '\($0)'" } ?? "") failed: \(systemReason(of: self))."
    }
}
