internal import Foundation

/// A frontal mean face with its mouth closed, from which surfaces are fitted.
///
/// The unit is the distance from the eyes to the chin. The origin is between the eyes, `x` points to the picture's
/// right, `y` down, and `z` away from the camera. Measured on 514 frontal faces (scripts/reference/mean_face.py).
///
/// Masks are drawn on a sheet, the unrolled face: `sheet` is the position of each point there. Across, 0 is the centre
/// line and about ±1.3 is in front of the ears; down, 0 is at the eyes and 1 at the chin. Lengths in the sheet are
/// those on the face.
enum MeanFace {
    /// A point of the face, and the point of the mesh that it follows.
    struct Anchor {
        /// The place on the mean face.
        var position: SIMD3<Float>
        /// The place in the sheet.
        var sheet: SIMD2<Float>
        /// The point of the mesh that it follows, with a weight 0…1; `nil` for a point that follows the head only.
        var index: Int?
        var weight: Float = 1
    }

    /// Whether a surface spans the mouth or follows it.
    enum Fit: CaseIterable { case tented, close }

    static func anchors(_ fit: Fit) -> [Anchor] {
        let points = fit == .tented ? firm : firm + soft
        let measured = points.flatMap { point -> [Anchor] in
            let place = SIMD3(point.x, point.y, point.z)
            let anchor = Anchor(position: place, sheet: sheet(place), index: point.index)
            guard point.index != point.opposite else { return [anchor] }
            let other = place * SIMD3(-1, 1, 1)
            return [anchor, Anchor(position: other, sheet: sheet(other), index: point.opposite)]
        }
        return measured + surroundings
    }

    /// Returns the place of a point of the mean face in the sheet, which is unrolled from a vertical cylinder.
    static func sheet(_ point: SIMD3<Float>) -> SIMD2<Float> {
        SIMD2(radius * atan2(point.x, axis - point.z), point.y)
    }

    /// The radius of the cylinder and the distance of its axis behind the eyes, chosen to preserve lengths on cheeks
    /// and jaw.
    private static let radius: Float = 0.7
    private static let axis: Float = 0.35

    /// Points on the neck, behind the ears and on the crown, where the mesh has none: place in the sheet, place in
    /// space, and the share of the chin's movement that they follow.
    private static let surroundings: [Anchor] = [
        (0, 1.15, 0, 1.06, 0.06, 0.9), (0.3, 1.12, 0.24, 1.03, 0.12, 0.8), (0.6, 1.05, 0.42, 0.98, 0.28, 0.5),
        (0.9, 0.95, 0.55, 0.92, 0.48, 0.2), (0, 1.35, 0, 1.14, 0.26, 0.6), (0.4, 1.35, 0.28, 1.14, 0.3, 0.5),
        (0.8, 1.3, 0.46, 1.12, 0.45, 0.2), (1.2, 1.2, 0.58, 1.1, 0.68, 0), (0, 1.7, 0, 1.48, 0.36, 0),
        (0.5, 1.7, 0.34, 1.48, 0.42, 0), (1, 1.7, 0.52, 1.5, 0.65, 0), (1.45, 0.1, 0.74, 0.1, 0.72, 0),
        (1.45, 0.45, 0.72, 0.45, 0.74, 0), (1.4, 0.8, 0.62, 0.8, 0.7, 0), (1.45, -0.3, 0.7, -0.3, 0.66, 0),
        (0, -0.85, 0, -0.8, 0.1, 0), (0.6, -0.8, 0.42, -0.74, 0.2, 0), (1.1, -0.6, 0.66, -0.55, 0.45, 0),
    ].flatMap { (row: (Float, Float, Float, Float, Float, Float)) -> [Anchor] in
        let anchor = Anchor(
            position: SIMD3(row.2, row.3, row.4), sheet: SIMD2(row.0, row.1), index: row.5 > 0 ? chin : nil,
            weight: row.5)
        guard row.0 > 0 else { return [anchor] }
        var other = anchor
        other.position.x = -other.position.x
        other.sheet.x = -other.sheet.x
        return [anchor, other]
    }

    private static let chin = 152
    /// The place on the mean face.
    static let chinPosition = SIMD3<Float>(0, 1, -0.102)
}
