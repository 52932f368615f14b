internal import FaceMaskCore
package import FaceMaskSynthesis

/// The faces that objects are drawn over.
package struct BareFaceLimits: Codable, Hashable, Sendable {
    /// The minimum length of the shorter side of the face's box, in pixels of the photo.
    package var minimumSide: Int
    /// The maximum rotation of the head to either side, in degrees.
    package var maximumTurn: Int
    /// Whether faces that seem to wear a mask are included.
    package var includesMasked: Bool

    /// Creates limits.
    package init(minimumSide: Int, maximumTurn: Int, includesMasked: Bool) {
        (self.minimumSide, self.maximumTurn, self.includesMasked) = (minimumSide, maximumTurn, includesMasked)
    }

    private enum CodingKeys: String, CodingKey {
        case minimumSide = "leastSide"
        case maximumTurn = "greatestTurn"
        case includesMasked = "takesMasked"
    }
}

/// How the pictures are arranged in the output folder.
package enum SynthesisLayout: String, CaseIterable, Codable, Sendable {
    /// A folder for each state.
    case folders
    /// One folder `images`, with `annotations.json` next to it.
    case coco
    /// A folder for each state, and `annotations.json`.
    case both
}

/// All settings that determine the pictures: the same settings and photos give the same pixels.
package struct SynthesisSettings: Codable, Hashable, Sendable {
    /// The seed of all random numbers.
    package var seed: UInt64
    /// The number of pictures for each photo.
    package var variants: Int
    /// How the pictures are arranged.
    package var layout: SynthesisLayout
    /// The options that recipes are drawn from.
    package var choice: SynthesisRecipe.Choice
    /// The labels of worn masks.
    package var rule: LabelRule
    /// The faces that objects are drawn over.
    package var faces: BareFaceLimits
    /// Must be increased when the same settings give other pictures.
    var version = 2

    /// Creates settings.
    package init(
        seed: UInt64, variants: Int, layout: SynthesisLayout, choice: SynthesisRecipe.Choice, rule: LabelRule,
        faces: BareFaceLimits
    ) {
        (self.seed, self.variants, self.layout) = (seed, variants, layout)
        (self.choice, self.rule, self.faces) = (choice, rule, faces)
    }

    /// Returns the random numbers for a face. They depend on the photo's path below the given folder and on the numbers
    /// of the variant and the face, not on other photos or on what was synthesized before.
    func generator(photo: String, variant: Int, face: Int) -> SeededGenerator {
        SeededGenerator(seed: StableHash.of("\(seed)/\(variant)/\(face)/\(photo)"))
    }
}
