/// What an overlay looks like in the picture: colours in a part of it.
struct OverlayLayer {
    /// The part's left and top, in whole pixels of the picture.
    let left: Int
    let top: Int
    let width: Int
    let height: Int
    /// Row by row: red, green and blue, 0…255, multiplied by the opacity, 0…1, which is the last part.
    var colors: [SIMD4<Float>]
    /// How far out on the face each pixel lies: `HairRule.side`.
    var sides: [Float]
}
