internal import FaceMaskCore
internal import Foundation

/// A mask's new appearance.
struct MaskAppearance {
    enum Pattern: CaseIterable { case plain, stripes, checks, dots }

    var color: SIMD4<Float>
    var second: SIMD4<Float>
    var pattern: Pattern
    /// The number of repeats of the pattern between the eyes.
    var frequency: Float

    /// Draws an appearance. A third are black, like the masks that detectors of this kind miss most; half are plain.
    static func draw(using generator: inout SeededGenerator) -> MaskAppearance {
        func color() -> SIMD4<Float> {
            func level() -> Float { .random(in: 10...245, using: &generator) }
            return SIMD4(level(), level(), level(), 0)
        }
        let dark = Float.random(in: 12...45, using: &generator)
        let isBlack = Int.random(in: 0..<3, using: &generator) == 0
        return MaskAppearance(
            color: isBlack ? SIMD4(dark, dark, dark * 1.1, 0) : color(), second: color(),
            pattern: Bool.random(using: &generator)
                ? .plain : Pattern.allCases.randomElement(using: &generator) ?? .plain,
            frequency: .random(in: 3...10, using: &generator))
    }

    /// Returns the colour at a position on the face.
    func color(at position: SIMD2<Float>) -> SIMD4<Float> {
        let (x, y) = (position.x * frequency, position.y * frequency)
        switch pattern {
        case .plain: return color
        case .stripes: return isOdd(y) ? color : second
        case .checks: return isOdd(x) != isOdd(y) ? color : second
        case .dots:
            let (u, v) = (x - x.rounded(), y - y.rounded())
            return u * u + v * v < 0.07 ? second : color
        }
    }

    private func isOdd(_ value: Float) -> Bool { Int(value.rounded(.down)) & 1 == 1 }
}

extension FacePicture {
    /// Gives the mask another colour or pattern: pixels of the lower face whose colour is the mask's rather than the
    /// skin's take the new one and keep their light and shade. Does nothing if mask and skin have similar colours or
    /// there are no landmarks.
    mutating func recolourMask(using generator: inout SeededGenerator) {
        guard let frame = landmarks.flatMap(FaceFrame.init),
            let mask = frame.medianColor(of: image, across: -0.45...0.45, down: 0.75...1.35),
            let skin = frame.medianColor(of: image, across: -0.4...0.4, down: -0.55 ... -0.25),
            Self.distance(mask, skin) > Self.minimumContrast
        else { return }
        let look = MaskAppearance.draw(using: &generator)
        let meanLuma = max(mask.luma, 20)
        image = image.mapPixels { x, y, color in
            let position = frame.position(x: x, y: y)
            let place =
                Self.fade(1.45 - abs(position.x), 0.2) * Self.fade(position.y - 0.05, 0.2)
                * Self.fade(2.1 - position.y, 0.2)
            guard place > 0 else { return color }
            let (toMask, toSkin) = (Self.distance(color, mask), Self.distance(color, skin))
            let weight = place * Self.fade(toSkin - toMask, 25) * Self.fade(70 - toMask, 25)
            guard weight > 0 else { return color }
            let shade = min(max(color.luma / meanLuma, 0.25), 1.7)
            return color + (look.color(at: position) * (0.3 + 0.7 * shade) - color) * weight
        }
    }

    /// The minimum colour distance at which mask and skin can be distinguished.
    private static let minimumContrast: Float = 28

    /// Returns 0 below 0, 1 above `width`, linear in between.
    private static func fade(_ value: Float, _ width: Float) -> Float { min(max(value / width, 0), 1) }

    /// Returns the distance of colours in levels; brightness has less weight, because light and shade affect mask and
    /// skin alike.
    private static func distance(_ first: SIMD4<Float>, _ second: SIMD4<Float>) -> Float {
        let difference = first - second
        let luma = difference.luma
        let (blue, red) = ((difference.z - luma) * 0.564, (difference.x - luma) * 0.713)
        return (luma * luma * 0.25 + 2 * (blue * blue + red * red)).squareRoot()
    }
}
