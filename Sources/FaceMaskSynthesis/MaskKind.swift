package import FaceMaskCore

/// The kinds of masks. `MaskKind.design` has everything in which they differ.
package enum MaskKind: String, CaseIterable, Codable, Sendable {
    case surgical, pleated, n95
    case n95Valve = "n95-valve"
    case ffp2
    case ffp2Valve = "ffp2-valve"
    case kn95, cloth, sports, bandana, scarf
    case faceShield = "face-shield"

    /// Whether it hides a part of the face; a clear shield doesn't.
    package var hidesFace: Bool { design.body != nil }

    /// The ways in which it can be worn.
    var ways: [WearingWay] { design.body?.ways ?? [.correct] }
}

/// The ways of wearing a mask.
package enum WearingWay: String, CaseIterable, Codable, Sendable {
    case correct
    case noseOut = "nose-out"
    case mouthOut = "mouth-out"
    case underChin = "under-chin"
    case oneEar = "one-ear"
    case forehead

    /// Whether the mask was pulled down and hangs from the jaw.
    var isPulledDown: Bool { self == .noseOut || self == .mouthOut || self == .underChin }

    /// Whether the mask covers neither nose nor mouth.
    package var leavesNoseAndMouthBare: Bool { self != .correct && self != .noseOut }
}

/// Objects in front of a bare face that aren't masks.
package enum Occluder: String, CaseIterable, Codable, Sendable {
    case hand, cup, phone, paper, microphone, beard
}

/// The rule that gives a synthesized face its label.
package struct LabelRule: Codable, Hashable, Sendable {
    /// The state for a mask that covers neither nose nor mouth: under the mouth or chin, off one ear, on the forehead.
    /// Datasets differ; the shipped classifier was trained with `wornIncorrectly`.
    package var uncovered = MaskState.wornIncorrectly

    /// Creates the rule.
    package init(uncovered: MaskState = .wornIncorrectly) { self.uncovered = uncovered }

    /// Returns the state: a mask over nose and mouth is worn, one that leaves the nose bare is worn incorrectly, and
    /// one that leaves both bare has the state `uncovered`. A bandana or scarf is a mask only when it covers both; a
    /// face shield never is.
    package func state(of kind: MaskKind, _ way: WearingWay) -> MaskState {
        guard let body = kind.design.body, way == .correct || !body.isGarment else { return .notWorn }
        return way == .correct ? .worn : way.leavesNoseAndMouthBare ? uncovered : .wornIncorrectly
    }

    private enum CodingKeys: String, CodingKey { case uncovered }

    /// Writes the label of the state.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(uncovered.label, forKey: .uncovered)
    }

    /// Reads what `encode` wrote.
    package init(from decoder: any Decoder) throws {
        let label = try decoder.container(keyedBy: CodingKeys.self).decode(String.self, forKey: .uncovered)
        uncovered = MaskState(label: label) ?? .wornIncorrectly
    }
}
