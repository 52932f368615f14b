internal import FaceMaskDrawing
internal import FaceMaskCore
internal import Foundation

/// Draws the seams, folds and valves of masks.
extension MaskArt {
    func details(using generator: inout SeededGenerator) -> [Artwork.Shape] {
        switch body.details {
        case .pleats: pleats(using: &generator)
        case .cupSeams: cupSeams
        case .twoFolds:
            fold(across(0.3, sag: -0.06), depth: 0.3) + fold(across(0.72, sag: 0.08), depth: 0.3) + noseWire
        case .weldedSeam: fold(middleSeam, depth: 0.4) + weld + noseWire
        case .sewnSeam: fold(middleSeam, depth: Float.random(in: 0.1...0.4, using: &generator)) + stitches
        case .sidePanels: sportsPanels(using: &generator)
        case .drapes(let count): drapes(count, using: &generator)
        }
    }

    private func fold(_ path: Artwork.Path, depth: Float) -> [Artwork.Shape] {
        let lower = path.mapped { $0 + SIMD2(0, 0.018) }
        let upper = path.mapped { $0 - SIMD2(0, 0.018) }
        return [
            .stroke(lower, .shadow(depth * 0.35), width: 0.045), .stroke(path, .shadow(depth), width: 0.014),
            .stroke(upper, .light(depth * 0.5), width: 0.02),
        ]
    }

    private func pleats(using generator: inout SeededGenerator) -> [Artwork.Shape] {
        let count = Int.random(in: 3...4, using: &generator)
        let first = Float.random(in: 0.24...0.34, using: &generator)
        let step = Float.random(in: 0.14...0.19, using: &generator)
        let depth = Float.random(in: 0.18...0.4, using: &generator)
        let lines = (0..<count).flatMap { fold(across(first + Float($0) * step, sag: 0.05), depth: depth) }
        let sides = [Float(-1), 1].flatMap { side -> [Artwork.Shape] in
            let edge = Artwork.Path(
                through: [0.02, 0.5, 0.98].map { .init(outline.place(across: side * 0.93, down: $0)) })
            return [.stroke(edge, .shadow(0.14), width: 0.012), .stroke(edge, .light(0.1), width: 0.04)]
        }
        return lines + sides + [.stroke(across(0.075), .shadow(0.16), width: 0.01)] + noseWire
    }

    private var noseWire: [Artwork.Shape] {
        [
            .stroke(across(0.035, reach: 0.36), .light(0.28), width: 0.035),
            .stroke(across(0.06, reach: 0.36), .shadow(0.14), width: 0.01),
        ]
    }

    private var cupSeams: [Artwork.Shape] {
        let rim = outline.path.mapped { SIMD2($0.x * 0.88, 0.6 + ($0.y - 0.6) * 0.88) }
        return [
            .stroke(rim, .shadow(0.16), width: 0.014),
            .stroke(rim.mapped { $0 * 0.985 + SIMD2(0, 0.01) }, .light(0.3), width: 0.014),
        ]
            + fold(across(0.22, reach: 0.7, sag: -0.05), depth: 0.14) + noseWire
    }

    private var middleSeam: Artwork.Path {
        Artwork.Path(through: [.init(0, outline.top), .init(0.008, 0.55), .init(0, outline.bottom)])
    }

    /// Draws a dotted line along the edge.
    private var weld: [Artwork.Shape] { dots(every: 0.045, inset: 0.94, ink: .shadow(0.22), radius: 0.008) }
    private var stitches: [Artwork.Shape] { dots(every: 0.035, inset: 0.95, ink: .shadow(0.3), radius: 0.006) }

    private func dots(every step: Float, inset: Float, ink: Artwork.Ink, radius: Float) -> [Artwork.Shape] {
        let knots = outline.knots
        return zip(knots, knots.dropFirst() + knots.prefix(1)).flatMap { first, second -> [Artwork.Shape] in
            let way = second.place - first.place
            let count = max(Int((way * way).sum().squareRoot() / step), 1)
            return (0..<count).map { index in
                let place = first.place + way * (Float(index) / Float(count))
                return .fill(
                    .ellipse(SIMD2(place.x * inset, 0.6 + (place.y - 0.6) * inset), SIMD2(repeating: radius)), ink)
            }
        }
    }

    private func sportsPanels(using generator: inout SeededGenerator) -> [Artwork.Shape] {
        let accent = Bool.random(using: &generator) ? fabric.ink(1) : fabric.ink().toned(0.6)
        let sides = [Float(-1), 1].map { side -> Artwork.Shape in
            .fill(
                .polygon([
                    SIMD2(side * 0.55, 0.1), SIMD2(side * 1.3, 0), SIMD2(side * 1.3, 0.6), SIMD2(side * 0.45, 1.2),
                ]),
                accent)
        }
        let vents = [Float(-1), 1].flatMap { side in
            (0..<3).map { row -> Artwork.Shape in
                .stroke(
                    .init(through: [
                        .init(side * 0.2, 0.62 + Float(row) * 0.07), .init(side * 0.36, 0.58 + Float(row) * 0.07),
                    ]),
                    .shadow(0.5), width: 0.025)
            }
        }
        return sides + (Bool.random(using: &generator) ? vents : []) + fold(middleSeam, depth: 0.3) + stitches
    }

    private func drapes(_ count: Int, using generator: inout SeededGenerator) -> [Artwork.Shape] {
        (0..<count).flatMap { index -> [Artwork.Shape] in
            let height = 0.18 + 0.75 * (Float(index) + Float.random(in: 0...0.8, using: &generator)) / Float(count)
            return fold(
                across(height, sag: Float.random(in: 0.03...0.14, using: &generator)),
                depth: Float.random(in: 0.2...0.45, using: &generator))
        }
    }

    /// Draws folds from side to side in a mask that is compressed vertically.
    private func gathers(using generator: inout SeededGenerator) -> [Artwork.Shape] {
        let spare = 0.9 - placement.stretch.y
        guard way.isPulledDown, spare > 0 else { return [] }
        return (0..<Int(spare * 18)).flatMap { _ -> [Artwork.Shape] in
            func random(_ range: ClosedRange<Float>) -> Float { .random(in: range, using: &generator) }
            let path = across(random(0.08...0.92), reach: random(0.6...0.98), sag: random(-0.02...0.12))
            let depth = random(0.06...0.14)
            let widths: [Float] = [0.11, 0.07, 0.035]
            return widths.map { .stroke(path, .shadow(depth), width: $0) }
                + widths.map { .stroke(path.mapped { $0 - SIMD2(0, 0.06) }, .light(depth * 0.7), width: $0) }
        }
    }

    /// Draws a few soft folds in cloth.
    func creases(using generator: inout SeededGenerator) -> [Artwork.Shape] {
        guard body.isSoft else { return [] }
        return gathers(using: &generator)
            + (0..<Int.random(in: 2...6, using: &generator)).flatMap { _ -> [Artwork.Shape] in
                func random(_ range: ClosedRange<Float>) -> Float { .random(in: range, using: &generator) }
                let side: Float = random(0...1) < 0.5 ? -1 : 1
                let start = outline.place(across: side * random(0.85...1.05), down: random(0.05...0.95))
                let end = start + SIMD2(-side * random(0.25...0.6), (0.6 - start.y) * random(0...0.5))
                let middle = (start + end) / 2 + SIMD2(0, random(-0.04...0.04))
                let line = Artwork.Path(through: [.init(start), .init(middle), .init(end)])
                let depth = random(0.015...0.045)
                // Lines of several widths over each other fade out to the sides.
                let widths: [Float] = [0.14, 0.11, 0.08, 0.05, 0.025]
                return widths.map { .stroke(line, .shadow(depth), width: $0) }
                    + widths.map { .stroke(line.mapped { $0 - SIMD2(0, 0.05) }, .light(depth * 0.8), width: $0) }
            }
    }

    func valve() -> [Artwork.Shape] {
        guard let valve = body.valve else { return [] }
        let center = placement(valve)
        let radius = SIMD2<Float>(0.135, 0.125)
        let plastic = Artwork.Ink(red: 0.86, green: 0.87, blue: 0.88)
        let slits = [-0.5, 0, 0.5].map { (share: Float) -> Artwork.Shape in
            .stroke(
                .init(through: [
                    .init(center + SIMD2(-0.075, share * 0.11)), .init(center + SIMD2(0.075, share * 0.11)),
                ]), .shadow(0.35), width: 0.014)
        }
        return [
            .fill(.ellipse(center + SIMD2(0, 0.025), radius * 1.08), .shadow(0.3)),
            .fill(.ellipse(center, radius), plastic),
            .shade(
                .ellipse(center, radius), from: ((center - radius).point, .light(0.6)),
                to: ((center + radius).point, .shadow(0.25))),
            .stroke(.ellipse(center, radius * 0.75), .shadow(0.25), width: 0.012),
        ] + slits
    }
}
