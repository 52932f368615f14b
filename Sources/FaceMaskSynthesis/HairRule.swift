/// Determines where hair is in front of an overlay: where the photo shows no skin.
struct HairRule {
    /// The distance from the centre line of the sheet at which straps begin. Everything that isn't skin covers them
    /// there: hair, and the background beyond the edge of the face. Nearer to the centre is the mask itself, which only
    /// broad hair covers.
    let strapsBegin: Float
    /// Whether only the left end of the sheet counts, for a mask that hangs from the left ear.
    var isAtLeftEnd = false
    /// The maximum share of the mask itself that may be over something other than skin, such as a fringe or a cap.
    var maximumShare: Float = 1

    /// The certainty that something is skin: one over the minimum similarity that counts. Hair at the sides differs
    /// from skin in brightness, caps have any colour.
    var strictness: Float = 8

    /// Creates the rule for a mask.
    init(_ mask: MaskRecipe, _ body: MaskBody) {
        strapsBegin = body.outline.reach * mask.placement.stretch.x
        isAtLeftEnd = mask.way == .oneEar
        if mask.way == .forehead { (maximumShare, strictness) = (0.3, 2.5) }
    }

    /// Returns the distance of a place of the sheet from the centre line, as this rule counts it.
    func side(of place: SIMD2<Float>) -> Float { isAtLeftEnd ? -place.x : abs(place.x) }
}
