public import FaceMaskCore

/// Everything that makes a mask what it is but its folds, which follow the seed.
public struct MaskRecipe: Codable, Hashable, Sendable {
    /// What it is.
    public var kind: MaskKind
    /// How it is worn.
    public var way: WearingWay
    /// What it is made of.
    public var fabric: Fabric
    /// Where it lies on the face.
    var placement: MaskPlacement
}

/// What is laid over one face. With the photo and its landmarks it gives the same pixels again.
public struct SynthesisRecipe: Codable, Hashable, Sendable {
    /// What is laid on.
    public enum Subject: Codable, Hashable, Sendable {
        /// A mask, or a shield.
        case mask(MaskRecipe)
        /// Something else.
        case occluder(Occluder)
    }

    /// What is laid on.
    public var subject: Subject
    /// How bright white is in the light of the photo, as a factor on the estimate.
    public var exposure: Float
    /// Where everything else that is random starts.
    public var seed: UInt64

    /// What to draw recipes from.
    public struct Choice: Codable, Hashable, Sendable {
        /// Kinds of masks, equally likely.
        public var kinds: [MaskKind]
        /// Ways of wearing. A kind that none of them suits is worn rightly; `possible` leaves such kinds out.
        public var ways: [WearingWay]
        /// Things that are no masks.
        public var occluders: [Occluder]
        /// `nil` takes what is usual for the kind.
        public var pattern: Fabric.Pattern?
        /// How many of the faces get something that is no mask.
        public var occluderShare: Float
        /// How many masks are worn rightly.
        public var correctShare: Float

        /// Creates a choice of everything.
        public init(
            kinds: [MaskKind] = MaskKind.allCases, ways: [WearingWay] = WearingWay.allCases,
            occluders: [Occluder] = Occluder.allCases, pattern: Fabric.Pattern? = nil, occluderShare: Float = 0.15,
            correctShare: Float = 0.6
        ) {
            (self.kinds, self.ways, self.occluders, self.pattern) = (kinds, ways, occluders, pattern)
            (self.occluderShare, self.correctShare) = (occluderShare, correctShare)
        }

        /// Only kinds that are worn in one of the ways.
        public var possible: Choice {
            var choice = self
            choice.kinds = kinds.filter { kind in ways.contains { kind.ways.contains($0) } }
            return choice
        }

        /// Only masks over nose and mouth: all that is true of a face that wears a mask beneath.
        public var rightlyWorn: Choice {
            var choice = self
            choice.kinds = kinds.filter { $0 != .faceShield }
            (choice.ways, choice.correctShare, choice.occluderShare) = ([.correct], 1, 0)
            return choice
        }
    }

    /// Draws a recipe.
    public static func draw(_ choice: Choice, using generator: inout SeededGenerator) -> SynthesisRecipe {
        func random(_ range: Range<Float>) -> Float { .random(in: range, using: &generator) }
        let isOccluder = random(0..<1) < choice.occluderShare
        let occluder = choice.occluders.randomElement(using: &generator)
        let exposure = random(0.92..<1.06)
        if isOccluder || choice.kinds.isEmpty, let occluder {
            return SynthesisRecipe(subject: .occluder(occluder), exposure: exposure, seed: generator.next())
        }
        let kind = choice.kinds.randomElement(using: &generator) ?? .surgical
        let ways = choice.ways.filter { kind.ways.contains($0) }
        let others = ways.filter { $0 != .correct }
        let isCorrect = ways.contains(.correct) && random(0..<1) < choice.correctShare
        let way = isCorrect ? .correct : others.randomElement(using: &generator) ?? .correct
        let mask = MaskRecipe(
            kind: kind, way: way, fabric: .draw(for: kind, pattern: choice.pattern, using: &generator),
            placement: .draw(way, kind, using: &generator))
        return SynthesisRecipe(subject: .mask(mask), exposure: exposure, seed: generator.next())
    }

    /// What the picture then shows.
    public func state(by rule: LabelRule) -> MaskState {
        switch subject {
        case .mask(let mask): rule.state(of: mask.kind, mask.way)
        case .occluder: .notWorn
        }
    }
}

extension SynthesisRecipe.Subject {
    private enum CodingKeys: String, CodingKey { case mask, occluder }

    /// Writes `{"mask": …}` or `{"occluder": …}`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .mask(let mask): try container.encode(mask, forKey: .mask)
        case .occluder(let occluder): try container.encode(occluder, forKey: .occluder)
        }
    }

    /// Reads what `encode` wrote.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        if let mask = try container.decodeIfPresent(MaskRecipe.self, forKey: .mask) {
            self = .mask(mask)
        } else {
            self = .occluder(try container.decode(Occluder.self, forKey: .occluder))
        }
    }
}
