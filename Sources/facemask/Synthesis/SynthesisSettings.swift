import FaceMask
import FaceMaskSynthesis

/// Which faces get something laid on.
struct BareFaceLimits: Codable, Hashable {
    /// Pixels of the photo.
    var leastSide: Int
    /// Degrees.
    var greatestTurn: Int
    /// Whether faces that seem to wear a mask count too.
    var takesMasked: Bool
}

/// Everything that decides what is made out of a photo.
struct SynthesisSettings: Codable, Hashable {
    var seed: UInt64
    var variants: Int
    var layout: SynthesisLayout
    var choice: SynthesisRecipe.Choice
    var rule: LabelRule
    var faces: BareFaceLimits
    /// Grows when the same settings make other pictures.
    var version = 2

    /// Where the random numbers of a face begin: it hangs on the photo's path below the folder that was named and the
    /// numbers of the variant and the face, never on what was made before it or which other photos there are.
    func generator(photo: String, variant: Int, face: Int) -> SeededGenerator {
        SeededGenerator(seed: StableHash.of("\(seed)/\(variant)/\(face)/\(photo)"))
    }
}
