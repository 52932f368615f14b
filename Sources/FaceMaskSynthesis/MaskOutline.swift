internal import FaceMaskDrawing
internal import FaceMaskCore

/// The outline of a mask on the sheet, when it is worn correctly.
struct MaskOutline: Sendable {
    /// The right half, from the centre of the upper edge to the centre of the lower edge.
    let half: [Artwork.Path.Knot]

    /// The upper and lower edge on the centre line, and the distance to the side.
    let top: Float
    let bottom: Float
    let reach: Float

    /// Creates an outline from the places of its right half and the indices of those that are corners.
    init(_ places: [(Float, Float)], corners: Set<Int>) {
        half = places.enumerated().map { .init($1.0, $1.1, corner: corners.contains($0)) }
        top = half[0].place.y
        bottom = half[half.count - 1].place.y
        reach = half.reduce(0) { max($0, $1.place.x) }
    }

    /// The whole outline.
    var knots: [Artwork.Path.Knot] {
        half + half.dropFirst().dropLast().reversed().map(\.mirrored)
    }
    var path: Artwork.Path { Artwork.Path(through: knots, closed: true) }

    /// The corners of the right side, where straps begin.
    var upperCorner: SIMD2<Float> { half.first { $0.isCorner }?.place ?? half[half.count / 2].place }
    var lowerCorner: SIMD2<Float> {
        half.dropLast().last { $0.isCorner }?.place ?? half[half.count / 2 + 1].place
    }

    /// Returns the approximate place at a fraction of the height and a fraction of the width from the centre, for
    /// pleats and folds.
    func place(across: Float, down: Float) -> SIMD2<Float> {
        let x = across * reach
        let upper = edge(at: abs(x), half.prefix { !$0.isCorner } + half.filter(\.isCorner).prefix(1))
        let lower = edge(
            at: abs(x), half.reversed().prefix { !$0.isCorner } + half.reversed().filter(\.isCorner).prefix(1))
        return SIMD2(x, upper + (lower - upper) * down)
    }

    private func edge(at x: Float, _ knots: [Artwork.Path.Knot]) -> Float {
        for (first, second) in zip(knots, knots.dropFirst()) where x <= second.place.x {
            let width = max(second.place.x - first.place.x, 1e-4)
            return first.place.y + (second.place.y - first.place.y) * (x - first.place.x) / width
        }
        return knots.last?.place.y ?? 0
    }
}

extension MaskOutline {
    static let pleated = MaskOutline(
        [
            (0, 0.08), (0.18, 0.11), (0.45, 0.21), (0.8, 0.31), (0.85, 0.5), (0.83, 0.74), (0.62, 0.97), (0.32, 1.1),
            (0, 1.15),
        ],
        corners: [3, 5])
    static let cup = MaskOutline(
        [
            (0, 0.04), (0.15, 0.08), (0.34, 0.2), (0.58, 0.34), (0.72, 0.55), (0.7, 0.8), (0.5, 1.02), (0.25, 1.13),
            (0, 1.16),
        ],
        corners: [])
    static let panels = MaskOutline(
        [
            (0, 0.02), (0.2, 0.07), (0.5, 0.2), (0.8, 0.36), (0.86, 0.52), (0.76, 0.74), (0.5, 1), (0.25, 1.12),
            (0, 1.15),
        ],
        corners: [3, 5])
    static let folded = MaskOutline(
        [
            (0, 0.02), (0.12, 0.07), (0.35, 0.18), (0.66, 0.27), (0.86, 0.37), (0.87, 0.6), (0.6, 0.88), (0.3, 1.08),
            (0, 1.18),
        ],
        corners: [4, 5, 8])
    static let sewn = MaskOutline(
        [
            (0, 0.06), (0.14, 0.09), (0.4, 0.21), (0.8, 0.29), (0.9, 0.46), (0.86, 0.67), (0.55, 0.93), (0.28, 1.08),
            (0, 1.14),
        ],
        corners: [3, 5])
    static let moulded = MaskOutline(
        [
            (0, 0.05), (0.15, 0.1), (0.42, 0.24), (0.8, 0.22), (1.16, 0.08), (1.22, 0.42), (0.95, 0.68), (0.68, 0.94),
            (0.34, 1.11), (0, 1.18),
        ],
        corners: [4, 5])
    static let triangle = MaskOutline(
        [(0, 0.05), (0.2, 0.11), (0.5, 0.21), (0.9, 0.2), (1.36, 0.04), (1.4, 0.5), (1, 0.98), (0.5, 1.4), (0, 1.66)],
        corners: [4, 5, 8])
    static let wound = MaskOutline(
        [(0, 0.14), (0.3, 0.19), (0.7, 0.23), (1.1, 0.21), (1.46, 0.15), (1.48, 1.5), (0.8, 1.64), (0, 1.67)],
        corners: [4, 5])
}
