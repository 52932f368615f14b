internal import FaceMaskCore
internal import Foundation

/// A beard drawn on a bare face: in few pixels, dark hair resembles dark cloth, and beards are rare in the data.
struct Beard {
    /// The upper end on the cheeks, in the face's coordinates (`FaceFrame`).
    var cheek: Float
    /// The half width of the face at the jaw.
    var reach: Float
    /// The lower end; the chin is near 1.7.
    var bottom: Float
    /// Whether there is hair between nose and mouth.
    var hasMoustache: Bool
    var color: SIMD4<Float>
    /// The share of the skin that the hair hides, 0…1: from stubble to full.
    var density: Float
    /// A seed for the individual hairs.
    var grain: UInt32

    static func draw(using generator: inout SeededGenerator) -> Beard {
        func random(_ range: ClosedRange<Float>) -> Float { .random(in: range, using: &generator) }
        // Black and brown mostly, one in four grey or white, one in eight reddish.
        let kind = random(0...1)
        let level = kind < 0.25 ? random(110...200) : random(12...70)
        let warmth: Float = kind > 0.875 ? 1.7 : random(1...1.25)
        return Beard(
            cheek: random(0.35...0.95), reach: random(0.75...1), bottom: random(1.6...2.1),
            hasMoustache: random(0...1) < 0.8,
            color: SIMD4(level * warmth, level, level / warmth, 0), density: random(0.35...0.95),
            grain: UInt32.random(in: 0...(.max), using: &generator))
    }

    /// Returns how far inside the beard a position is, negative outside; in units of the distance from eyes to mouth.
    func depth(at place: SIMD2<Float>) -> Float {
        let side = abs(place.x)
        let isLip = pow(place.x / 0.3, 2) + pow((place.y - 1) / 0.11, 2) < 1
        if isLip { return -1 }
        let moustache = hasMoustache ? min(place.y - 0.72, min(0.92 - place.y, 0.42 - side)) : -1
        // From below the lip it rises along the cheeks towards the ears.
        let upper = side < 0.35 ? 1.12 : 1.12 - (1.12 - cheek) * min((side - 0.35) / (reach - 0.35), 1)
        let lower = bottom - 0.5 * pow(side / reach, 3)
        return max(moustache, min(min(place.y - upper, lower - place.y), reach - side))
    }

    /// Returns a pseudorandom number of a hair, 0…1, fixed for each pixel (with splitmix32's constants).
    func hair(x: Int, y: Int) -> Float {
        var word = grain &+ UInt32(truncatingIfNeeded: x &* 73_856_093 ^ y &* 19_349_663)
        word = (word ^ (word >> 16)) &* 0x21F0_AAAD
        word = (word ^ (word >> 15)) &* 0x735A_2D97
        return Float((word ^ (word >> 15)) >> 8) / Float(1 << 24)
    }
}

extension FacePicture {
    /// Draws a beard. Does nothing without landmarks.
    mutating func growBeard(using generator: inout SeededGenerator) {
        guard let frame = landmarks.flatMap(FaceFrame.init),
            let skin = frame.medianColor(of: image, across: -0.4...0.4, down: -0.55 ... -0.25)
        else { return }
        let beard = Beard.draw(using: &generator)
        // Hair is as dark in the shade as the skin next to it.
        let exposure = min(max((skin * SIMD4(0.3, 0.6, 0.1, 0)).sum() / 150, 0.35), 1.15)
        let softness: Float = 0.14
        image = image.mapPixels { x, y, color in
            let depth = beard.depth(at: frame.position(x: x, y: y))
            guard depth > 0 else { return color }
            let hair = beard.hair(x: x, y: y)
            let cover = beard.density * min(depth / softness, 1) * (0.6 + 0.4 * hair)
            return color + (beard.color * exposure * (0.65 + 0.7 * hair) - color) * cover
        }
    }
}
