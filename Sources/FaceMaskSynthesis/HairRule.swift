/// What of an overlay hair lies above, where the photo shows no skin.
struct HairRule {
    /// Straps begin so far out on the sheet. Whatever is no skin there lies above them: hair, and behind the face's edge
    /// the background. What is nearer is the mask itself, which only broad hair covers.
    let strapsBegin: Float
    /// Whether only the sheet's left end counts: where a mask hangs from its ear.
    var isAtLeftEnd = false
    /// The greatest share of the mask itself that may lie over what is no skin, else nobody wears it so: over a fringe or a cap.
    var greatestShare: Float = 1

    /// How sure of skin one must be: one over the least likeness that counts as such. Hair at the sides is dark or bright
    /// against skin, caps are of any colour.
    var strictness: Float = 8

    /// The rule for a mask.
    init(_ mask: MaskRecipe) {
        strapsBegin = MaskOutline(mask.kind).reach * mask.placement.stretch.x
        isAtLeftEnd = mask.way == .oneEar
        if mask.way == .forehead { (greatestShare, strictness) = (0.3, 2.5) }
    }

    /// How far out a place of the sheet lies, as far as this rule goes.
    func side(of place: SIMD2<Float>) -> Float { isAtLeftEnd ? -place.x : abs(place.x) }
}
