/// What a classifier says of one face.
public struct Verdict: Hashable, Sendable {
    /// Calibrated, one for each state that the model knows; they sum to 1.
    public var probabilities: [MaskState: Float]
    /// The decision, or `nil` when the evidence is too weak to say (`unsure`).
    public var state: MaskState?

    /// Creates a verdict.
    public init(probabilities: [MaskState: Float], state: MaskState?) {
        self.probabilities = probabilities
        self.state = state
    }

    /// The state's label, or `unsure`.
    public var label: String { state?.label ?? "unsure" }

    /// The probability of the decided state, or the largest one when unsure, 0…1.
    public var probability: Float {
        state.flatMap { probabilities[$0] } ?? probabilities.values.max() ?? 0
    }
}

/// A face with its verdict.
public struct Sighting: Hashable, Sendable {
    /// In pixels of the original picture.
    public var face: Face
    /// What the classifier says of this face.
    public var verdict: Verdict
    /// How the person looks; `nil` where nobody follows people.
    public var appearance: Appearance?

    /// Creates a sighting.
    public init(face: Face, verdict: Verdict, appearance: Appearance? = nil) {
        self.face = face
        self.verdict = verdict
        self.appearance = appearance
    }
}
