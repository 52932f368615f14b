internal import FaceMaskDrawing
internal import FaceMaskCore

/// The material of a mask as it appears in a picture.
package struct Fabric: Codable, Hashable, Sendable {
    /// The prints.
    package enum Pattern: String, CaseIterable, Codable, Sendable {
        case plain, stripes, checks, flowers, camouflage, mouth
    }

    /// The print.
    package var pattern: Pattern
    /// The colours as red, green and blue, 0…1: first the ground, then the pattern.
    package var colors: [[Float]]
    /// The size of the pattern's repeat, in distances from the eyes to the chin.
    package var spacing: Float

    /// Draws a random fabric that is common for a kind of mask: surgical masks are mostly pale blue, cups mostly white.
    static func draw(
        for kind: MaskKind, pattern: Pattern?, using generator: inout SeededGenerator
    ) -> Fabric {
        let choice = kind.design.fabric
        let usual =
            choice.isPrinted && Float.random(in: 0..<1, using: &generator) < 0.6
            ? Pattern.allCases.randomElement(using: &generator) ?? .plain : .plain
        let ground = choice.ground(using: &generator)
        let others = (0..<2).map { _ in vivid(using: &generator) }
        return Fabric(
            pattern: pattern ?? usual, colors: [ground] + others,
            spacing: Float.random(in: 0.08...0.22, using: &generator))
    }

    /// Draws a random colour. Hue, saturation and value are drawn separately, so that greys are rare.
    fileprivate static func vivid(using generator: inout SeededGenerator) -> [Float] {
        let hue = Float.random(in: 0..<6, using: &generator)
        let saturation = Float.random(in: 0.2...0.9, using: &generator)
        let value = Float.random(in: 0.15...0.95, using: &generator)
        return [5, 3, 1].map { (shift: Float) in
            let place = (shift + hue).truncatingRemainder(dividingBy: 6)
            return value * (1 - saturation * max(0, min(place, 4 - place, 1)))
        }
    }

    /// Returns one of the colours as ink.
    func ink(_ index: Int = 0, opacity: Float = 1) -> Artwork.Ink {
        let color = colors[min(index, colors.count - 1)]
        return Artwork.Ink(red: color[0], green: color[1], blue: color[2], opacity: opacity)
    }
}

/// The fabrics that are common for a kind of mask.
struct FabricChoice: Sendable {
    /// The usual colours of the ground, equally likely: one that is common stands several times.
    var grounds: [[Float]]
    /// The share of masks whose ground has any other colour, 0…1.
    var otherShare: Float
    /// Whether prints are common.
    var isPrinted = false

    fileprivate func ground(using generator: inout SeededGenerator) -> [Float] {
        let base =
            Float.random(in: 0..<1, using: &generator) < otherShare
            ? Fabric.vivid(using: &generator) : grounds.randomElement(using: &generator) ?? Self.white
        return base.map { min(max($0 + Float.random(in: -0.04...0.04, using: &generator), 0.02), 0.97) }
    }
}

extension FabricChoice {
    /// Surgical masks are mostly pale blue.
    static let surgical = FabricChoice(
        grounds: [paleBlue, paleBlue, paleBlue, white, white, green, pink, black, lilac], otherShare: 0.1)
    /// Respirators are mostly white.
    static let respirator = FabricChoice(grounds: [white, white, white, white, grey, black], otherShare: 0.12)
    /// Stretch fabric for sports is mostly black.
    static let sports = FabricChoice(grounds: [black, black, black, grey, navy], otherShare: 0.3)
    /// Cloth has any colour, and is often printed.
    static let cloth = FabricChoice(grounds: [black, black, white, navy, grey], otherShare: 0.6, isPrinted: true)
    /// The band of a shield.
    static let band = FabricChoice(grounds: [white, paleBlue, black], otherShare: 0.2)

    private static let paleBlue: [Float] = [0.62, 0.80, 0.90]
    private static let white: [Float] = [0.93, 0.93, 0.92]
    private static let green: [Float] = [0.62, 0.82, 0.74]
    private static let pink: [Float] = [0.93, 0.74, 0.79]
    private static let lilac: [Float] = [0.78, 0.74, 0.89]
    private static let black: [Float] = [0.09, 0.09, 0.10]
    private static let grey: [Float] = [0.55, 0.56, 0.58]
    private static let navy: [Float] = [0.12, 0.16, 0.32]
}

extension Artwork.Ink {
    static func shadow(_ opacity: Float) -> Artwork.Ink {
        Artwork.Ink(red: 0.02, green: 0.02, blue: 0.05, opacity: opacity)
    }
    static func light(_ opacity: Float) -> Artwork.Ink { Artwork.Ink(red: 1, green: 1, blue: 1, opacity: opacity) }

    /// Returns the colour scaled towards black by factors below 1, and towards white by others.
    func toned(_ factor: Float) -> Artwork.Ink {
        func tone(_ part: Float) -> Float { factor <= 1 ? part * factor : 1 - (1 - part) * (2 - factor) }
        return Artwork.Ink(red: tone(red), green: tone(green), blue: tone(blue), opacity: opacity)
    }
}
