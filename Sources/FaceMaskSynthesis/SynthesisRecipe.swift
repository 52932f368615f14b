package import FaceMaskCore

/// All properties of a mask except its folds, which depend on the seed.
package struct MaskRecipe: Codable, Hashable, Sendable {
    /// The kind of mask.
    package var kind: MaskKind
    /// The way of wearing.
    package var way: WearingWay
    /// The material.
    package var fabric: Fabric
    /// The position on the face.
    var placement: MaskPlacement
}

/// The description of an object drawn over a face. Together with the photo and its landmarks it determines the pixels.
package struct SynthesisRecipe: Codable, Hashable, Sendable {
    /// The kind of object.
    package enum Subject: Codable, Hashable, Sendable {
        /// A mask, or a shield.
        case mask(MaskRecipe)
        /// Another object.
        case occluder(Occluder)
    }

    /// The object.
    package var subject: Subject
    /// A factor for the estimated brightness of white in the light of the photo.
    package var exposure: Float
    /// The seed of everything else that is random.
    package var seed: UInt64

    /// The options that recipes are drawn from.
    package struct Choice: Codable, Hashable, Sendable {
        /// The kinds of masks, equally likely.
        package var kinds: [MaskKind]
        /// The ways of wearing. A kind that can't be worn in any of them is worn correctly; `possible` removes such
        /// kinds.
        package var ways: [WearingWay]
        /// The objects that aren't masks.
        package var occluders: [Occluder]
        /// The print of all masks; `nil` for those that are common for the kind.
        package var pattern: Fabric.Pattern?
        /// The share of faces that get an object other than a mask, 0…1.
        package var occluderShare: Float
        /// The share of masks that are worn correctly, 0…1.
        package var correctShare: Float

        /// Creates a choice of all options.
        package init(
            kinds: [MaskKind] = MaskKind.allCases, ways: [WearingWay] = WearingWay.allCases,
            occluders: [Occluder] = Occluder.allCases, pattern: Fabric.Pattern? = nil, occluderShare: Float = 0.15,
            correctShare: Float = 0.6
        ) {
            (self.kinds, self.ways, self.occluders, self.pattern) = (kinds, ways, occluders, pattern)
            (self.occluderShare, self.correctShare) = (occluderShare, correctShare)
        }

        /// The choice without kinds that can't be worn in any of the ways.
        package var possible: Choice {
            var choice = self
            choice.kinds = kinds.filter { kind in ways.contains { kind.ways.contains($0) } }
            return choice
        }

        /// The choice of correctly worn masks only, for faces that already wear a mask.
        package var correctlyWorn: Choice {
            var choice = self
            choice.kinds = kinds.filter(\.hidesFace)
            (choice.ways, choice.correctShare, choice.occluderShare) = ([.correct], 1, 0)
            return choice
        }
    }

    /// Draws a random recipe.
    package static func draw(_ choice: Choice, using generator: inout SeededGenerator) -> SynthesisRecipe {
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

    /// Returns the state of the face with the object.
    package func state(by rule: LabelRule) -> MaskState {
        switch subject {
        case .mask(let mask): rule.state(of: mask.kind, mask.way)
        case .occluder: .notWorn
        }
    }
}

extension SynthesisRecipe.Subject {
    private enum CodingKeys: String, CodingKey { case mask, occluder }

    /// Writes `{"mask": …}` or `{"occluder": …}`.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .mask(let mask): try container.encode(mask, forKey: .mask)
        case .occluder(let occluder): try container.encode(occluder, forKey: .occluder)
        }
    }

    /// Reads what `encode` wrote.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        if let mask = try container.decodeIfPresent(MaskRecipe.self, forKey: .mask) {
            self = .mask(mask)
        } else {
            self = .occluder(try container.decode(Occluder.self, forKey: .occluder))
        }
    }
}
