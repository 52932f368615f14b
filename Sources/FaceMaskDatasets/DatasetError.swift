package import FaceMaskCore

/// An error of a dataset: it can't be read or used.
package struct DatasetError: UserFacingError, Hashable {
    /// The kinds of error.
    package enum Code: String, Hashable, Sendable {
        case noSuchFolder, notAFolder, unreadableFolder, emptyFolder
        case noClassFolder, tooFewClasses, classWithoutPictures
        case classUnreadable, unsplittable, noCropSet, unreadableAnnotations, unreadableDecisions
        case unreadablePredictions, unreadableSplit
    }

    /// The kind of error.
    package let code: Code
    /// The path or the set that the error is about.
    package let subject: String
    /// The reason, a clause without a full stop.
    package let reason: String

    /// Creates an error.
    package init(_ code: Code, subject: String, reason: String) {
        self.code = code
        self.subject = subject
        self.reason = reason
    }

    /// `noInput` for a folder that can't be read, otherwise `badData`.
    package var category: ErrorCategory {
        switch code {
        case .noSuchFolder, .notAFolder, .unreadableFolder: .noInput
        default: .badData
        }
    }

    /// One sentence: what failed, why, and what to do.
    package var description: String {
        switch code {
        case .noSuchFolder:
            "The dataset '\(subject)' can't be read because \(reason); check the path."
        case .notAFolder:
            "The dataset '\(subject)' can't be read because \(reason); give the folder that contains the class folders."
        case .unreadableFolder:
            "The folder '\(subject)' can't be listed because \(reason); check its permissions."
        case .emptyFolder, .noClassFolder:
            "The dataset '\(subject)' can't be used because \(reason); give a folder with one folder for each class, "
                + "named \(Self.understoodNames)."
        case .tooFewClasses:
            "The dataset '\(subject)' can't be used because \(reason); a classifier needs two or more class folders, "
                + "named \(Self.understoodNames)."
        case .classWithoutPictures:
            "The class folder '\(subject)' can't be used because \(reason); add pictures or remove the folder."
        case .classUnreadable:
            "The class '\(subject)' can't be used because \(reason); replace its pictures or remove its folder."
        case .noCropSet:
            "The crop set '\(subject)' can't be used because \(reason); recreate it with 'facemask dataset prepare'."
        case .unreadableAnnotations:
            "The annotations '\(subject)' can't be used because \(reason); the supported formats are COCO JSON, Pascal "
                + "VOC XML and YOLO text."
        case .unreadableDecisions:
            "The list of decisions '\(subject)' can't be used because \(reason); correct it."
        case .unreadableSplit:
            "The split '\(subject)' can't be used because \(reason); give the split.csv that a training wrote."
        case .unreadablePredictions:
            "The predictions '\(subject)' can't be used because \(reason); the columns file, with_mask, without_mask and "
                + "mask_worn_incorrectly are needed."
        case .unsplittable:
            "The \(subject) can't be split into training and validation because \(reason); "
                + "add pictures or choose another share."
        }
    }

    private static let understoodNames =
        "with_mask, without_mask or mask_worn_incorrectly (other common spellings such as mask, no_mask and "
        + "mask_weared_incorrect are understood)"
}
