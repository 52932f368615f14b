internal import FaceMaskDrawing
internal import FaceMaskCore

/// Draws a face shield: a clear sheet in front of the whole face, with a band over the forehead.
enum ShieldArt {
    static func artwork(_ fabric: Fabric, using generator: inout SeededGenerator) -> Artwork {
        func random(_ range: ClosedRange<Float>) -> Float { .random(in: range, using: &generator) }
        let bottom = random(1.15...1.4)
        let sheet = Artwork.Path(
            through: [
                .init(0, -0.5), .init(1.15, -0.48, corner: true), .init(1.18, 0.4),
                .init(1, bottom - 0.1, corner: true),
                .init(0.5, bottom), .init(-0.5, bottom), .init(-1, bottom - 0.1, corner: true), .init(-1.18, 0.4),
                .init(-1.15, -0.48, corner: true),
            ], closed: true)
        let glare = random(-0.7...0.5)
        let streak = Artwork.Path.polygon([
            SIMD2(glare, -0.5), SIMD2(glare + 0.22, -0.5), SIMD2(glare + 0.02, bottom), SIMD2(glare - 0.3, bottom),
        ])
        let band = Artwork.Path.polygon([
            SIMD2(-1.16, -0.66), SIMD2(1.16, -0.66), SIMD2(1.16, -0.46), SIMD2(-1.16, -0.46),
        ])
        return Artwork([
            .fill(sheet, .light(random(0.06...0.18))),
            .clipped(
                sheet,
                [
                    .fill(streak, .light(random(0.1...0.28))),
                    .shade(
                        sheet, from: (Point(x: -1.1, y: 0), .light(random(0.1...0.3))),
                        to: (Point(x: -0.5, y: 0), .light(0))),
                    .shade(
                        sheet, from: (Point(x: 1.1, y: 0), .light(random(0.1...0.3))),
                        to: (Point(x: 0.6, y: 0), .light(0))),
                ]),
            .stroke(sheet, .light(0.5), width: 0.018), .stroke(sheet, .shadow(0.25), width: 0.008),
            .fill(band, fabric.ink()),
            .shade(band, from: (Point(x: 0, y: -0.66), .light(0.25)), to: (Point(x: 0, y: -0.46), .shadow(0.3))),
        ])
    }
}
