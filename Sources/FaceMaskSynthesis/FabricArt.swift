internal import FaceMaskDrawing
internal import FaceMaskCore
internal import Foundation

/// Draws the prints of fabrics over a part of the sheet.
struct FabricArt {
    let fabric: Fabric
    /// The part to cover.
    let area: Box
    /// The place of a printed mouth.
    let mouth: SIMD2<Float>

    func shapes(using generator: inout SeededGenerator) -> [Artwork.Shape] {
        switch fabric.pattern {
        case .plain: []
        case .stripes: stripes(angle: Float.random(in: 0..<(.pi), using: &generator), share: 0.45, opacity: 1)
        case .checks:
            stripes(angle: 0, share: 0.5, opacity: 0.55) + stripes(angle: .pi / 2, share: 0.5, opacity: 0.55)
        case .flowers: flowers(using: &generator)
        case .camouflage: camouflage(using: &generator)
        case .mouth: printedMouth(using: &generator)
        }
    }

    private func stripes(angle: Float, share: Float, opacity: Float) -> [Artwork.Shape] {
        let center = SIMD2(area.center.x, area.center.y)
        let (along, across) = (SIMD2(cos(angle), sin(angle)), SIMD2(-sin(angle), cos(angle)))
        let reach = (area.width * area.width + area.height * area.height).squareRoot() / 2
        let count = Int(reach / fabric.spacing) + 1
        return (-count...count).map { index in
            let middle = center + across * (Float(index) * fabric.spacing)
            return .fill(
                .strip(middle - along * reach, middle + along * reach, width: fabric.spacing * share),
                fabric.ink(1, opacity: opacity))
        }
    }

    private func flowers(using generator: inout SeededGenerator) -> [Artwork.Shape] {
        var shapes: [Artwork.Shape] = []
        let step = fabric.spacing * 1.3
        for row in 0...Int(area.height / step) {
            for column in 0...Int(area.width / step) {
                func shift() -> Float { .random(in: -0.3...0.3, using: &generator) * step }
                let offset: Float = row % 2 == 0 ? 0 : 0.5
                let center = SIMD2(
                    area.x1 + (Float(column) + offset) * step + shift(), area.y1 + Float(row) * step + shift())
                let size = step * Float.random(in: 0.1...0.24, using: &generator)
                let turn = Float.random(in: 0...(.pi), using: &generator)
                let ink = fabric.ink(Int.random(in: 1...2, using: &generator))
                for petal in 0..<5 {
                    let angle = turn + Float(petal) * 2 * .pi / 5
                    let place = center + SIMD2(cos(angle), sin(angle)) * size
                    shapes.append(.fill(.ellipse(place, SIMD2(size * 0.8, size * 0.55), turned: angle), ink))
                }
                shapes.append(.fill(.ellipse(center, SIMD2(repeating: size * 0.5)), fabric.ink(2).toned(1.4)))
            }
        }
        return shapes
    }

    private func camouflage(using generator: inout SeededGenerator) -> [Artwork.Shape] {
        (0..<70).map { index in
            let center = SIMD2(
                Float.random(in: area.x1...area.x2, using: &generator),
                Float.random(in: area.y1...area.y2, using: &generator))
            let knots = (0..<9).map { corner -> Artwork.Path.Knot in
                let angle = Float(corner) * 2 * .pi / 9
                let reach = fabric.spacing * Float.random(in: 0.35...1.2, using: &generator)
                return .init(center + SIMD2(cos(angle) * 1.5, sin(angle)) * reach)
            }
            let tones: [Artwork.Ink] = [
                fabric.ink(1), fabric.ink(0).toned(0.55), fabric.ink(0).toned(1.35), fabric.ink(2),
            ]
            return .fill(.init(through: knots, closed: true), tones[index % tones.count])
        }
    }

    /// Draws lips, in half of the cases open with a row of teeth.
    private func printedMouth(using generator: inout SeededGenerator) -> [Artwork.Shape] {
        let width = Float.random(in: 0.28...0.5, using: &generator)
        let smile = Float.random(in: -0.04...0.12, using: &generator)
        let opening: Float = Bool.random(using: &generator) ? 0.1 : 0.015
        func at(_ x: Float, _ y: Float) -> Artwork.Path.Knot { .init(mouth + SIMD2(x, y)) }
        let upper = [
            at(-width, -smile), at(-width * 0.3, -0.09), at(0, -0.065), at(width * 0.3, -0.09), at(width, -smile),
        ]
        let lower = [at(width * 0.4, 0.1 + opening), at(-width * 0.4, 0.1 + opening)]
        let red = Artwork.Ink(
            red: Float.random(in: 0.6...0.9, using: &generator), green: 0.12,
            blue: Float.random(in: 0.15...0.3, using: &generator))
        let inner = [
            at(-width * 0.8, -smile * 0.7), at(0, -0.015), at(width * 0.8, -smile * 0.7),
            at(width * 0.35, opening + 0.02),
            at(-width * 0.35, opening + 0.02),
        ]
        return [
            .fill(.init(through: upper + lower, closed: true), red),
            .fill(.init(through: inner, closed: true), opening > 0.05 ? .light(0.95) : .shadow(0.75)),
        ]
    }
}
