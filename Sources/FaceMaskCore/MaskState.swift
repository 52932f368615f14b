/// How a person wears a mask.
///
/// It is encoded as its `label`.
public enum MaskState: String, CaseIterable, Sendable, Codable {
    /// The mask covers nose, mouth and chin.
    case worn = "with_mask"
    /// The mask leaves nose, mouth or chin uncovered.
    case wornIncorrectly = "mask_worn_incorrectly"
    /// There is no mask on the face.
    case notWorn = "without_mask"

    /// The state's name in the datasets of this field: `with_mask`, `mask_worn_incorrectly`, `without_mask`.
    public var label: String { rawValue }

    /// Creates the state with a label, in any common spelling; case, spaces and hyphens don't matter. Returns `nil` for
    /// an unknown label.
    public init?(label: String) {
        let key = label.lowercased().map { $0 == " " || $0 == "-" ? "_" : $0 }
        guard let state = Self.spellings[String(key)] else { return nil }
        self = state
    }

    /// The spellings of labels: the folder names of the common datasets (Kaggle's face mask sets, MaskedFace-Net, MAFA,
    /// AIZOO) and the class names of similar programs.
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
