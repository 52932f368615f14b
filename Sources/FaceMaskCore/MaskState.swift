/// How a person wears a mask.
public enum MaskState: String, CaseIterable, Sendable {
    case worn = "with_mask"
    case wornIncorrectly = "mask_worn_incorrectly"
    case notWorn = "without_mask"

    /// The folder name of the field: `with_mask`, `mask_worn_incorrectly`, `without_mask`.
    public var label: String { rawValue }

    /// Reads a label in any spelling in use elsewhere, whatever its case, blanks and hyphens; `nil` for other words.
    public init?(label: String) {
        let key = label.lowercased().map { $0 == " " || $0 == "-" ? "_" : $0 }
        guard let state = Self.spellings[String(key)] else { return nil }
        self = state
    }

    /// The one table of spellings: the folder names of the common datasets (Kaggle's face mask sets, MaskedFace-Net,
    /// MAFA, AIZOO) and the class names of the peers.
    private static let spellings: [String: MaskState] = [
        "with_mask": .worn, "mask": .worn, "masked": .worn, "face_mask": .worn, "withmask": .worn,
        "correct_mask": .worn, "mask_worn_correctly": .worn, "mask_weared_correct": .worn, "cmfd": .worn,
        "without_mask": .notWorn, "no_mask": .notWorn, "nomask": .notWorn, "face": .notWorn,
        "unmasked": .notWorn, "withoutmask": .notWorn, "bare": .notWorn, "face_no_mask": .notWorn,
        "mask_worn_incorrectly": .wornIncorrectly, "mask_worn_incorrect": .wornIncorrectly,
        "mask_weared_incorrect": .wornIncorrectly, "incorrect": .wornIncorrectly,
        "incorrect_mask": .wornIncorrectly, "incorrectly_worn": .wornIncorrectly,
        "face_with_mask_incorrect": .wornIncorrectly, "partially_masked": .wornIncorrectly, "imfd": .wornIncorrectly,
    ]
}
