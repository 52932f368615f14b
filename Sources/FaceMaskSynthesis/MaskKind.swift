public import FaceMaskCore

/// The kinds of masks.
public enum MaskKind: String, CaseIterable, Codable, Sendable {
    case surgical, pleated, n95
    case n95Valve = "n95-valve"
    case ffp2
    case ffp2Valve = "ffp2-valve"
    case kn95, cloth, sports, bandana, scarf
    case faceShield = "face-shield"

    /// Whether it is a garment, which counts as a mask only when it covers nose and mouth.
    var isGarment: Bool { self == .bandana || self == .scarf }

    /// The ways in which it can be worn: cloth that is tied around the head can't hang from an ear.
    var ways: [WearingWay] {
        switch self {
        case .faceShield: [.correct]
        case .bandana, .scarf: [.correct, .noseOut, .mouthOut, .underChin]
        default: WearingWay.allCases
        }
    }

    /// The distance of its centre from the face, in distances from the eyes to the chin.
    var height: Float {
        switch self {
        case .surgical, .pleated: 0.07
        case .n95, .n95Valve: 0.17
        case .ffp2, .ffp2Valve: 0.13
        case .kn95: 0.14
        case .cloth: 0.06
        case .sports: 0.05
        case .bandana: 0.06
        case .scarf: 0.11
        case .faceShield: 0
        }
    }

    /// The decrease of its height from the centre to the sides: 0 like a dome, 1 like a ridge.
    var ridge: Float {
        switch self {
        case .kn95: 0.9
        case .cloth: 0.6
        case .sports: 0.4
        default: 0.1
        }
    }

    /// Whether it is soft and doesn't keep its shape.
    var isSoft: Bool { softness > 0.01 }

    /// The depth of its folds, in distances from the eyes to the chin.
    var softness: Float {
        switch self {
        case .n95, .n95Valve, .faceShield: 0.003
        case .ffp2, .ffp2Valve, .kn95, .sports: 0.008
        case .surgical, .pleated, .cloth: 0.015
        case .bandana, .scarf: 0.03
        }
    }
}

/// The ways of wearing a mask.
public enum WearingWay: String, CaseIterable, Codable, Sendable {
    case correct
    case noseOut = "nose-out"
    case mouthOut = "mouth-out"
    case underChin = "under-chin"
    case oneEar = "one-ear"
    case forehead

    /// Whether the mask was pulled down and hangs from the jaw.
    var isPulledDown: Bool { self == .noseOut || self == .mouthOut || self == .underChin }

    /// Whether the mask covers neither nose nor mouth.
    public var leavesNoseAndMouthBare: Bool { self != .correct && self != .noseOut }
}

/// Objects in front of a bare face that aren't masks.
public enum Occluder: String, CaseIterable, Codable, Sendable {
    case hand, cup, phone, paper, microphone, beard
}

/// The rule that gives a synthesized face its label.
public struct LabelRule: Codable, Hashable, Sendable {
    /// The state for a mask that covers neither nose nor mouth: under the mouth or chin, off one ear, on the forehead.
    /// Datasets differ; the shipped classifier was trained with `wornIncorrectly`.
    public var uncovered = MaskState.wornIncorrectly

    /// Creates the rule.
    public init(uncovered: MaskState = .wornIncorrectly) { self.uncovered = uncovered }

    /// Returns the state: a mask over nose and mouth is worn, one that leaves the nose bare is worn incorrectly, and
    /// one that leaves both bare has the state `uncovered`. A bandana or scarf is a mask only when it covers both; a
    /// face shield never is.
    public func state(of kind: MaskKind, _ way: WearingWay) -> MaskState {
        if kind == .faceShield || (kind.isGarment && way != .correct) { return .notWorn }
        return way == .correct ? .worn : way.leavesNoseAndMouthBare ? uncovered : .wornIncorrectly
    }

    private enum CodingKeys: String, CodingKey { case uncovered }

    /// Writes the label of the state.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(uncovered.label, forKey: .uncovered)
    }

    /// Reads what `encode` wrote.
    public init(from decoder: any Decoder) throws {
        let label = try decoder.container(keyedBy: CodingKeys.self).decode(String.self, forKey: .uncovered)
        uncovered = MaskState(label: label) ?? .wornIncorrectly
    }
}
