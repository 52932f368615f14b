internal import FaceMaskCore
internal import Foundation

/// A mask drawn over a bare face, worn correctly or not: photos of masks below the nose are rare, those of bare faces
/// are not.
///
/// It is as simple as the input's size allows. All ways of wearing are drawn, so that a drawn mask doesn't reveal the
/// state.
struct DrawnMask {
    /// The position of the upper edge at the nose, in the face's coordinates (`FaceFrame`).
    var top: Float
    /// The position of the lower edge at the chin.
    var bottom: Float
    /// The fall of the upper edge towards the ears.
    var fall: Float
    /// The horizontal position of the middle between the eyes, which moves with the nose when the head is turned.
    var middle: Float
    /// The half width of the face, to the left and to the right of the middle.
    var reach: (left: Float, right: Float)
    var look: MaskAppearance
    /// The light on the left and right cheek, relative to the mean.
    var light: (left: Float, right: Float)
    var pleats: Int
    var state: MaskState
    /// The position of a mask that hangs off one ear, beside the face; the properties above are then unused.
    var hanging: HangingCloth?

    /// The shares of drawn masks that are worn correctly, below the nose, and off one ear; the rest is below the mouth.
    private static let shares = (rightly: 0.35, underNose: 0.4, hanging: 0.08)

    /// The tip of the nose is near 0.6, the mouth at 1: an edge between them leaves the nose bare.
    static func draw(
        on frame: FaceFrame, nose: SIMD2<Float>, light: (left: Float, right: Float),
        using generator: inout SeededGenerator
    ) -> DrawnMask {
        func random(_ range: ClosedRange<Float>) -> Float { .random(in: range, using: &generator) }
        let ticket = Double.random(in: 0..<1, using: &generator)
        let isRight = ticket < shares.rightly
        let top =
            isRight
            ? random(0.15...0.42)
            : ticket < shares.rightly + shares.underNose
                ? max(nose.y, 0.5) + random(0.1...0.24) : random(1.15...1.4)
        let middle = min(max(nose.x * 0.8, -0.5), 0.5)
        let isHanging = ticket > 1 - shares.hanging
        return DrawnMask(
            top: top, bottom: top > 1 ? random(1.85...2.2) : random(1.65...2), fall: random(0.1...0.35), middle: middle,
            reach: (random(0.95...1.15) + middle * 0.7, random(0.95...1.15) - middle * 0.7),
            look: MaskAppearance.draw(using: &generator), light: light,
            pleats: Int.random(in: 0...4, using: &generator),
            state: isRight ? .worn : .wornIncorrectly,
            hanging: isHanging ? HangingCloth.draw(beside: middle, using: &generator) : nil)
    }

    /// Returns how far inside the mask a position on the face is, negative outside; in units of the distance from eyes
    /// to mouth.
    func depth(at place: SIMD2<Float>) -> Float {
        if let hanging { return hanging.depth(at: place) }
        let side = place.x - middle
        let share = side / (side < 0 ? reach.left : reach.right)
        let upper = top + fall * share * share
        let lower = bottom - (bottom - top) * 0.45 * share * share * share * share
        return min(min(place.y - upper, lower - place.y), (1 - abs(share)) * (side < 0 ? reach.left : reach.right))
    }

    /// Returns the distance to the nearer ear loop, from the upper corner towards the ear; in units of the distance
    /// from eyes to mouth.
    func strapDistance(at place: SIMD2<Float>) -> Float {
        if hanging != nil { return .infinity }
        let isLeft = place.x < middle
        let start = SIMD2(middle + (isLeft ? -reach.left : reach.right) * 0.93, top + fall + 0.06)
        let end = SIMD2(middle + (isLeft ? -reach.left : reach.right) * 1.2, min(0.25, top))
        let (along, offset) = (end - start, place - start)
        let share = min(max((offset * along).sum() / max((along * along).sum(), 1e-6), 0), 1)
        let gap = offset - along * share
        return (gap * gap).sum().squareRoot()
    }

    /// Returns the colour at a position inside: the pattern in the light of the cheeks, darker at the rim and in the
    /// pleats.
    func color(at place: SIMD2<Float>, depth: Float) -> SIMD4<Float> {
        let share = min(max((place.x - middle + reach.left) / (reach.left + reach.right), 0), 1)
        var shade = light.left + (light.right - light.left) * share
        // A bulge: the middle faces the camera, the sides don't.
        shade *= 0.82 + 0.18 * (1 - (2 * share - 1) * (2 * share - 1))
        shade *= 0.85 + 0.15 * min(max(depth / 0.12, 0), 1)
        if pleats > 0 {
            let height = (place.y - top) / max(bottom - top, 0.1) * Float(pleats + 1)
            if abs(height - height.rounded()) < 0.06 { shade *= 0.86 }
        }
        return look.color(at: place) * shade
    }
}

/// A mask that hangs from one ear: a rotated cloth beside the cheek.
struct HangingCloth {
    var center: SIMD2<Float>
    /// The direction of its longer side, a unit vector.
    var axis: SIMD2<Float>
    /// Half its longer and its shorter side.
    var half: SIMD2<Float>

    static func draw(beside middle: Float, using generator: inout SeededGenerator) -> HangingCloth {
        func random(_ range: ClosedRange<Float>) -> Float { .random(in: range, using: &generator) }
        let side: Float = Bool.random(using: &generator) ? 1 : -1
        let angle = random(-0.5...0.5)
        return HangingCloth(
            center: SIMD2(middle + side * random(0.75...1.05), random(0.9...1.3)), axis: SIMD2(sin(angle), cos(angle)),
            half: SIMD2(random(0.5...0.7), random(0.22...0.4)))
    }

    func depth(at place: SIMD2<Float>) -> Float {
        let offset = place - center
        let (along, across) = ((offset * axis).sum(), (offset * SIMD2(axis.y, -axis.x)).sum())
        return min(half.x - abs(along), half.y - abs(across))
    }
}

extension FacePicture {
    /// Draws a mask on a bare face and updates `state`. Does nothing without landmarks.
    mutating func drawMask(using generator: inout SeededGenerator) {
        guard let landmarks, let frame = FaceFrame(landmarks),
            let left = frame.medianColor(of: image, across: -0.75 ... -0.35, down: 0.3...0.8),
            let right = frame.medianColor(of: image, across: 0.35...0.75, down: 0.3...0.8)
        else { return }
        let mean = max((left.luma + right.luma) / 2, 20)
        // The photo's exposure: a white mask in a dark photo is grey.
        let exposure = min(max(mean / 150, 0.35), 1.15)
        let mask = DrawnMask.draw(
            on: frame, nose: frame.position(x: Int(landmarks.nose.x), y: Int(landmarks.nose.y)),
            light: (left.luma / mean * exposure, right.luma / mean * exposure), using: &generator)
        let softness = max(1.2 / frame.height, 0.02)
        let strap = max(0.8 / frame.height, 0.025)
        let strapColor = SIMD4<Float>(225, 225, 225, 0) * exposure
        image = image.mapPixels { x, y, color in
            let place = frame.position(x: x, y: y)
            let depth = mask.depth(at: place)
            if depth > -softness {
                let cover = min((depth + softness) / (2 * softness), 1)
                return color + (mask.color(at: place, depth: depth) - color) * cover
            }
            let gap = mask.strapDistance(at: place)
            return gap < strap ? color + (strapColor - color) * (0.7 * (1 - gap / strap)) : color
        }
        state = mask.state
    }
}
