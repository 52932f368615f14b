internal import FaceMaskDrawing
internal import FaceMaskCore
internal import Foundation

extension OccluderArt {
    func paper(using generator: inout SeededGenerator) -> Artwork {
        func random(_ range: ClosedRange<Float>) -> Float { .random(in: range, using: &generator) }
        let tilt = random(-0.25...0.25)
        let top = random(0.4...0.62)
        let (width, height) = (random(0.7...1.1), random(0.9...1.4))
        func at(_ x: Float, _ y: Float) -> SIMD2<Float> {
            SIMD2(x * cos(tilt) - y * sin(tilt), top + x * sin(tilt) + y * cos(tilt))
        }
        let sheet = Artwork.Path.polygon([
            at(-width, 0), at(width, random(-0.05...0.05)), at(width, height), at(-width, height),
        ])
        let grey = random(0.85...0.97)
        let lines = (0..<Int(height / 0.09)).map { row -> Artwork.Shape in
            let y = 0.1 + Float(row) * 0.09
            return .stroke(
                .init([.move(at(-width * 0.85, y).point), .line(at(width * random(0.3...0.85), y).point)]),
                .shadow(0.55), width: 0.022)
        }
        let bend = random(-0.5...0.5)
        return Artwork([
            .fill(sheet, Artwork.Ink(red: grey, green: grey, blue: grey * 0.98)), .clipped(sheet, lines),
            .shade(sheet, from: (at(bend, 0).point, .shadow(0)), to: (at(bend + 0.7, 0).point, .shadow(0.25))),
        ])
    }

    func microphone(using generator: inout SeededGenerator) -> Artwork {
        func random(_ range: ClosedRange<Float>) -> Float { .random(in: range, using: &generator) }
        let head = SIMD2(random(-0.15...0.15), random(0.68...0.82))
        let angle = random(0.25 * .pi...0.75 * .pi)
        let along = SIMD2(cos(angle), sin(angle))
        let radius = random(0.17...0.24)
        let dark = random(0.05...0.3)
        let ink = Artwork.Ink(red: dark, green: dark, blue: dark * 1.1)
        let grip = head + along * 0.75
        let across = SIMD2(-along.y, along.x)
        let side: Float = along.x < 0 ? -1 : 1
        let wrist = grip + along * 0.3 + SIMD2(side * 0.35, 0.1)
        var shapes = arm(from: wrist, along: SIMD2(side * 0.5, 0.85), ink: skin, using: &generator)
        shapes += limb([wrist, grip + across * -0.1], width: 0.52, ink: skin.toned(0.94))
        shapes += limb([head + along * 0.2, head + along * 1.2], width: radius * 0.95, ink: ink)
        shapes.append(.fill(.ellipse(head, SIMD2(repeating: radius)), ink.toned(1.25)))
        for row in -4...4 {
            let y = Float(row) * radius / 4.5
            let reach = max(radius * radius - y * y, 0).squareRoot()
            shapes += [
                .stroke(
                    .init([
                        .move(SIMD2(head.x - reach, head.y + y).point), .line(SIMD2(head.x + reach, head.y + y).point),
                    ]), .light(0.12), width: 0.008),
                .stroke(
                    .init([
                        .move(SIMD2(head.x + y, head.y - reach).point), .line(SIMD2(head.x + y, head.y + reach).point),
                    ]), .light(0.12), width: 0.008),
            ]
        }
        shapes.append(.fill(.ellipse(head - SIMD2(0.06, 0.07), SIMD2(0.07, 0.05)), .light(0.18)))
        // The hand around it.
        for finger in 0..<4 {
            let place = grip + along * (Float(finger) * 0.15 - 0.1)
            shapes += limb([place - across * 0.2, place + across * 0.2], width: 0.16, ink: skin)
        }
        return Artwork(shapes)
    }

    /// Draws hairs over a soft shadow, on the sheet, except on the lips.
    func beard(using generator: inout SeededGenerator) -> Artwork {
        func random(_ range: ClosedRange<Float>) -> Float { .random(in: range, using: &generator) }
        let cheek = random(0.45...0.7)
        let level = random(0...1) < 0.25 ? random(0.6...0.9) : random(0.04...0.2)
        let ink = Artwork.Ink(red: level * random(1...1.35), green: level, blue: level * random(0.75...1))
        let knots: [Artwork.Path.Knot] = [
            .init(0, 0.43), .init(0.3, 0.47), .init(0.5, cheek), .init(0.85, cheek - 0.12), .init(1.12, 0.3),
            .init(1.16, 0.62), .init(0.75, 1), .init(0.35, 1.15), .init(0, random(1.15...1.3)),
        ]
        let whole = knots + knots.dropFirst().dropLast().reversed().map(\.mirrored)
        let density = random(0.45...0.9)
        var shapes: [Artwork.Shape] = [Float(0.82), 0.88, 0.94, 1].map { size in
            .fill(
                Artwork.Path(
                    through: whole.map { .init(SIMD2($0.place.x * size, 0.8 + ($0.place.y - 0.8) * size)) },
                    closed: true
                ).around(.ellipse(Self.lips, Self.lipRadii * SIMD2(-1, 1) * (1.88 - size * 0.88))),
                Artwork.Ink(red: ink.red, green: ink.green, blue: ink.blue, opacity: density * 0.22))
        }
        let outline = Artwork.Path(through: whole, closed: true)
        let hairs = (0..<1400).compactMap { _ -> Artwork.Shape? in
            let place = SIMD2(random(-1.2...1.2), random(0.4...1.3))
            let end = place + SIMD2(place.x * 0.04 + random(-0.03...0.03), random(0.03...0.09))
            guard !Self.isLip(place), !Self.isLip(end) else { return nil }
            return .stroke(
                .init([.move(place.point), .line(end.point)]),
                Artwork.Ink(red: ink.red, green: ink.green, blue: ink.blue, opacity: density * random(0.3...0.8)),
                width: 0.012)
        }
        shapes.append(.clipped(outline, hairs))
        return Artwork(shapes)
    }

    /// The lips on the sheet, where no hair grows.
    private static let lips = SIMD2<Float>(0, 0.62)
    private static let lipRadii = SIMD2<Float>(0.38, 0.11)

    private static func isLip(_ place: SIMD2<Float>) -> Bool {
        let away = (place - lips) / lipRadii
        return (away * away).sum() < 1
    }
}
