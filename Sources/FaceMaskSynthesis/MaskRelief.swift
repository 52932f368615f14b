internal import FaceMaskCore
internal import Foundation

/// The height of a mask above the face at each place of the sheet.
struct MaskRelief {
    let body: MaskBody
    let way: WearingWay
    let placement: MaskPlacement

    /// Returns the height in distances from the eyes to the chin: 0 at the edge, `body.height` in the centre.
    func height(at place: SIMD2<Float>) -> Float {
        0.012 + (body.height + (way == .correct ? 0 : 0.04)) * swell(at: place)
    }

    func folds(at place: SIMD2<Float>, _ folds: Folds) -> Float {
        let swell = swell(at: place)
        return swell > 0 ? folds.height(at: place) * body.softness * min(swell * 3, 1) : 0
    }

    private func swell(at place: SIMD2<Float>) -> Float {
        let own = placement.inverse(place)
        let outline = body.outline
        let x = abs(own.x) / outline.reach
        let middle = (outline.top + outline.bottom) / 2
        let y = abs(own.y - middle) / (outline.bottom - middle)
        guard x < 1, y < 1 else { return 0 }
        let dome = (1 - x * x) * (1 - y * y * y * y)
        let tent = (1 - x) * (1 - y * y * y * y)
        return dome + (tent - dome) * body.ridge
    }
}

/// Soft random waves over the sheet, −1…1, for the folds of cloth.
struct Folds {
    private let waves: [(direction: SIMD2<Float>, phase: Float)]

    init(using generator: inout SeededGenerator) {
        waves = (0..<5).map { _ in
            let angle = Float.random(in: 0...(.pi), using: &generator)
            let length = Float.random(in: 6...18, using: &generator)
            return (SIMD2(cos(angle), sin(angle)) * length, Float.random(in: 0...6.28, using: &generator))
        }
    }

    func height(at place: SIMD2<Float>) -> Float {
        waves.reduce(0) { $0 + sin(($1.direction * place).sum() + $1.phase) } / Float(waves.count)
    }
}
