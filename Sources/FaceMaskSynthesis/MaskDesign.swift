/// Everything in which a kind of mask differs from others: `MaskKind.design` has one for each.
struct MaskDesign: Sendable {
    /// The fabrics that are common.
    let fabric: FabricChoice
    /// The part that lies on the face; `nil` for a shield, which stands in front of it.
    let body: MaskBody?
}

/// The part of a mask that lies on the face. Lengths are in distances from the eyes to the chin.
struct MaskBody: Sendable {
    /// The outline on the sheet.
    var outline: MaskOutline
    /// The distance of its centre from the face.
    var height: Float
    /// The decrease of its height from the centre to the sides: 0 like a dome, 1 like a ridge.
    var ridge: Float = 0.1
    /// The depth of its folds.
    var softness: Float
    /// What holds it in place; `nil` for a garment, which is tied around the head.
    var straps: Straps? = .cords
    /// The seams and folds that are drawn on it.
    var details: Details
    /// The place of a valve on the sheet; `nil` for none.
    var valve: SIMD2<Float>?

    /// What holds a mask in place.
    enum Straps: Sendable {
        /// Thin loops around the ears.
        case cords
        /// Loops around the ears that are cut from the mask's fabric.
        case wideLoops
        /// Two bands around the head.
        case bands
    }

    /// Seams and folds. `MaskArt` draws them.
    enum Details: Sendable {
        case pleats, cupSeams, twoFolds, weldedSeam, sewnSeam, sidePanels
        /// Soft folds from side to side.
        case drapes(Int)
    }

    /// Whether it is a garment, which counts as a mask only when it covers nose and mouth.
    var isGarment: Bool { straps == nil }

    /// The ways of wearing: what is tied around the head can't hang from an ear.
    var ways: [WearingWay] { isGarment ? [.correct, .noseOut, .mouthOut, .underChin] : WearingWay.allCases }

    /// Whether it is soft and doesn't keep its shape.
    var isSoft: Bool { softness > 0.01 }

    /// Returns the same mask with a valve.
    fileprivate func with(valve: SIMD2<Float>) -> MaskBody {
        var body = self
        body.valve = valve
        return body
    }
}

extension MaskKind {
    /// The design: a new kind is described here, and nowhere else unless it needs an outline, seams or straps that no
    /// other kind has.
    var design: MaskDesign {
        switch self {
        case .surgical: MaskDesign(fabric: .surgical, body: .pleated)
        case .pleated: MaskDesign(fabric: .cloth, body: .pleated)
        case .n95: MaskDesign(fabric: .respirator, body: .cup)
        case .n95Valve: MaskDesign(fabric: .respirator, body: .cup.with(valve: SIMD2(0.02, 0.66)))
        case .ffp2: MaskDesign(fabric: .respirator, body: .panels)
        case .ffp2Valve: MaskDesign(fabric: .respirator, body: .panels.with(valve: SIMD2(0.26, 0.64)))
        case .kn95: MaskDesign(fabric: .respirator, body: .folded)
        case .cloth: MaskDesign(fabric: .cloth, body: .sewn)
        case .sports: MaskDesign(fabric: .sports, body: .moulded)
        case .bandana: MaskDesign(fabric: .cloth, body: .triangle)
        case .scarf: MaskDesign(fabric: .cloth, body: .wound)
        case .faceShield: MaskDesign(fabric: .band, body: nil)
        }
    }
}

extension MaskBody {
    fileprivate static let pleated = MaskBody(outline: .pleated, height: 0.07, softness: 0.015, details: .pleats)
    fileprivate static let cup = MaskBody(
        outline: .cup, height: 0.17, softness: 0.003, straps: .bands, details: .cupSeams)
    fileprivate static let panels = MaskBody(outline: .panels, height: 0.13, softness: 0.008, details: .twoFolds)
    fileprivate static let folded = MaskBody(
        outline: .folded, height: 0.14, ridge: 0.9, softness: 0.008, details: .weldedSeam)
    fileprivate static let sewn = MaskBody(
        outline: .sewn, height: 0.06, ridge: 0.6, softness: 0.015, details: .sewnSeam)
    fileprivate static let moulded = MaskBody(
        outline: .moulded, height: 0.05, ridge: 0.4, softness: 0.008, straps: .wideLoops, details: .sidePanels)
    fileprivate static let triangle = MaskBody(
        outline: .triangle, height: 0.06, softness: 0.03, straps: nil, details: .drapes(5))
    fileprivate static let wound = MaskBody(
        outline: .wound, height: 0.11, softness: 0.03, straps: nil, details: .drapes(6))
}
