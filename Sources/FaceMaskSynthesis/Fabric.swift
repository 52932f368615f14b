internal import FaceMaskDrawing
internal import FaceMaskCore

/// The material of a mask as it appears in a picture.
public struct Fabric: Codable, Hashable, Sendable {
    /// The prints.
    public enum Pattern: String, CaseIterable, Codable, Sendable {
        case plain, stripes, checks, flowers, camouflage, mouth
    }

    /// The print.
    public var pattern: Pattern
    /// The colours as red, green and blue, 0…1: first the ground, then the pattern.
    public var colors: [[Float]]
    /// The size of the pattern's repeat, in distances from the eyes to the chin.
    public var spacing: Float

    /// Draws a random fabric that is common for a kind of mask: surgical masks are mostly pale blue, cups mostly white.
    static func draw(
        for kind: MaskKind, pattern: Pattern?, using generator: inout SeededGenerator
    ) -> Fabric {
        let mayBePrinted = [.cloth, .bandana, .scarf, .pleated].contains(kind)
        let usual =
            mayBePrinted && Float.random(in: 0..<1, using: &generator) < 0.6
            ? Pattern.allCases.randomElement(using: &generator) ?? .plain : .plain
        let ground = ground(of: kind, using: &generator)
        let others = (0..<2).map { _ in vivid(using: &generator) }
        return Fabric(
            pattern: pattern ?? usual, colors: [ground] + others,
            spacing: Float.random(in: 0.08...0.22, using: &generator))
    }

    private static func ground(of kind: MaskKind, using generator: inout SeededGenerator) -> [Float] {
        let table: [[Float]]
        let free: Float
        switch kind {
        case .surgical:
            (table, free) = ([paleBlue, paleBlue, paleBlue, white, white, green, pink, black, lilac], 0.1)
        case .n95, .n95Valve, .ffp2, .ffp2Valve, .kn95:
            (table, free) = ([white, white, white, white, grey, black], 0.12)
        case .sports: (table, free) = ([black, black, black, grey, navy], 0.3)
        case .pleated, .cloth, .bandana, .scarf: (table, free) = ([black, black, white, navy, grey], 0.6)
        case .faceShield: (table, free) = ([white, paleBlue, black], 0.2)
        }
        let base =
            Float.random(in: 0..<1, using: &generator) < free
            ? vivid(using: &generator) : table.randomElement(using: &generator) ?? white
        return base.map { min(max($0 + Float.random(in: -0.04...0.04, using: &generator), 0.02), 0.97) }
    }

    /// Draws a random colour. Hue, saturation and value are drawn separately, so that greys are rare.
    private static func vivid(using generator: inout SeededGenerator) -> [Float] {
        let hue = Float.random(in: 0..<6, using: &generator)
        let saturation = Float.random(in: 0.2...0.9, using: &generator)
        let value = Float.random(in: 0.15...0.95, using: &generator)
        return [5, 3, 1].map { (shift: Float) in
            let place = (shift + hue).truncatingRemainder(dividingBy: 6)
            return value * (1 - saturation * max(0, min(place, 4 - place, 1)))
        }
    }

    private static let paleBlue: [Float] = [0.62, 0.80, 0.90]
    private static let white: [Float] = [0.93, 0.93, 0.92]
    private static let green: [Float] = [0.62, 0.82, 0.74]
    private static let pink: [Float] = [0.93, 0.74, 0.79]
    private static let lilac: [Float] = [0.78, 0.74, 0.89]
    private static let black: [Float] = [0.09, 0.09, 0.10]
    private static let grey: [Float] = [0.55, 0.56, 0.58]
    private static let navy: [Float] = [0.12, 0.16, 0.32]

    /// Returns one of the colours as ink.
    func ink(_ index: Int = 0, opacity: Float = 1) -> Artwork.Ink {
        let color = colors[min(index, colors.count - 1)]
        return Artwork.Ink(red: color[0], green: color[1], blue: color[2], opacity: opacity)
    }
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
