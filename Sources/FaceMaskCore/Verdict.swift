/// A classifier's result for one face.
///
/// It is encoded with the keys `state`, a label or `unsure`, and `probabilities`, an object with one number for each
/// label. The numbers are not rounded.
public struct Verdict: Hashable, Sendable, Codable {
    /// Calibrated probabilities, one for each state that the model knows; they sum to 1.
    public var probabilities: [MaskState: Float]
    /// The decision; `nil` (`unsure`) if the evidence is too weak for one.
    public var state: MaskState?

    /// Creates a verdict.
    public init(probabilities: [MaskState: Float], state: MaskState?) {
        self.probabilities = probabilities
        self.state = state
    }

    /// The label of a verdict without a decision.
    package static let unsureLabel = "unsure"

    /// The state's label, or `unsure`.
    public var label: String { state?.label ?? Self.unsureLabel }

    /// The probability of the decided state, or the largest probability if there is no decision, 0…1.
    public var probability: Float {
        state.flatMap { probabilities[$0] } ?? probabilities.values.max() ?? 0
    }
}

extension Verdict {
    private enum CodingKeys: String, CodingKey { case state, probabilities }

    /// Decodes a verdict. Throws `DecodingError` for a label that `MaskState` doesn't know.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func state(of label: String, _ key: CodingKeys) throws -> MaskState {
            guard let state = MaskState(label: label) else {
                throw DecodingError.dataCorruptedError(
                    forKey: key, in: container, debugDescription: "'\(label)' is not a mask state.")
            }
            return state
        }
        let label = try container.decode(String.self, forKey: .state)
        let shares = try container.decode([String: Float].self, forKey: .probabilities)
        var probabilities: [MaskState: Float] = [:]
        for (label, share) in shares { probabilities[try state(of: label, .probabilities)] = share }
        self.init(
            probabilities: probabilities, state: label == Self.unsureLabel ? nil : try state(of: label, .state))
    }

    /// Encodes the verdict.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(label, forKey: .state)
        let shares = probabilities.map { ($0.key.label, $0.value) }
        try container.encode(Dictionary(uniqueKeysWithValues: shares), forKey: .probabilities)
    }
}

/// A face with its verdict.
///
/// It is encoded as docs/output.md describes a face, with the keys of ``Face`` and ``Verdict`` in one object: `box`,
/// `score`, `state`, `probabilities` and `landmarks`. The appearance is left out.
public struct Sighting: Hashable, Sendable, Codable {
    /// The face, in pixels of the original picture.
    public var face: Face
    /// The classifier's result for the face.
    public var verdict: Verdict
    /// The person's appearance; `nil` unless people are tracked.
    public var appearance: Appearance?

    /// Creates a sighting.
    public init(face: Face, verdict: Verdict, appearance: Appearance? = nil) {
        self.face = face
        self.verdict = verdict
        self.appearance = appearance
    }

    /// Decodes a sighting without an appearance.
    public init(from decoder: any Decoder) throws {
        self.init(face: try Face(from: decoder), verdict: try Verdict(from: decoder))
    }

    /// Encodes the face and the verdict in one object.
    public func encode(to encoder: any Encoder) throws {
        try face.encode(to: encoder)
        try verdict.encode(to: encoder)
    }
}
