internal import FaceMaskDrawing
internal import FaceMaskCore

/// The outline of a kind of mask on the sheet, when it is worn correctly.
struct MaskOutline {
    /// The right half, from the centre of the upper edge to the centre of the lower edge.
    let half: [Artwork.Path.Knot]

    /// The upper and lower edge on the centre line, and the distance to the side.
    let top: Float
    let bottom: Float
    let reach: Float

    init(_ kind: MaskKind) {
        half = Self.table[kind] ?? Self.pleated
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

    private static func half(_ places: [(Float, Float)], corners: Set<Int>) -> [Artwork.Path.Knot] {
        places.enumerated().map { .init($1.0, $1.1, corner: corners.contains($0)) }
    }

    private static let pleated = half(
        [
            (0, 0.08), (0.18, 0.11), (0.45, 0.21), (0.8, 0.31), (0.85, 0.5), (0.83, 0.74), (0.62, 0.97), (0.32, 1.1),
            (0, 1.15),
        ],
        corners: [3, 5])
    private static let cup = half(
        [
            (0, 0.04), (0.15, 0.08), (0.34, 0.2), (0.58, 0.34), (0.72, 0.55), (0.7, 0.8), (0.5, 1.02), (0.25, 1.13),
            (0, 1.16),
        ],
        corners: [])
    private static let panels = half(
        [
            (0, 0.02), (0.2, 0.07), (0.5, 0.2), (0.8, 0.36), (0.86, 0.52), (0.76, 0.74), (0.5, 1), (0.25, 1.12),
            (0, 1.15),
        ],
        corners: [3, 5])
    private static let folded = half(
        [
            (0, 0.02), (0.12, 0.07), (0.35, 0.18), (0.66, 0.27), (0.86, 0.37), (0.87, 0.6), (0.6, 0.88), (0.3, 1.08),
            (0, 1.18),
        ],
        corners: [4, 5, 8])
    private static let sewn = half(
        [
            (0, 0.06), (0.14, 0.09), (0.4, 0.21), (0.8, 0.29), (0.9, 0.46), (0.86, 0.67), (0.55, 0.93), (0.28, 1.08),
            (0, 1.14),
        ],
        corners: [3, 5])
    private static let moulded = half(
        [
            (0, 0.05), (0.15, 0.1), (0.42, 0.24), (0.8, 0.22), (1.16, 0.08), (1.22, 0.42), (0.95, 0.68), (0.68, 0.94),
            (0.34, 1.11), (0, 1.18),
        ],
        corners: [4, 5])
    private static let triangle = half(
        [(0, 0.05), (0.2, 0.11), (0.5, 0.21), (0.9, 0.2), (1.36, 0.04), (1.4, 0.5), (1, 0.98), (0.5, 1.4), (0, 1.66)],
        corners: [4, 5, 8])
    private static let wound = half(
        [(0, 0.14), (0.3, 0.19), (0.7, 0.23), (1.1, 0.21), (1.46, 0.15), (1.48, 1.5), (0.8, 1.64), (0, 1.67)],
        corners: [4, 5])

    private static let table: [MaskKind: [Artwork.Path.Knot]] = [
        .surgical: pleated, .pleated: pleated, .n95: cup, .n95Valve: cup, .ffp2: panels, .ffp2Valve: panels,
        .kn95: folded, .cloth: sewn, .sports: moulded, .bandana: triangle, .scarf: wound,
    ]
}

/// The displacement of a mask on the sheet from the correct position.
struct MaskPlacement: Codable, Hashable, Sendable {
    /// The factors for width and height.
    var stretch: SIMD2<Float> = SIMD2(1, 1)
    /// The downward shift.
    var shift: Float = 0
    /// The additional downward shift on the right, for each unit across.
    var lean: Float = 0

    /// Draws a position for a way of wearing. In the sheet, the tip of the nose is at 0.32, its base at 0.4, the lips
    /// are at 0.53 to 0.71, and the chin is at 1.
    static func draw(_ way: WearingWay, _ kind: MaskKind, using generator: inout SeededGenerator) -> MaskPlacement {
        func random(_ range: ClosedRange<Float>) -> Float { .random(in: range, using: &generator) }
        let width = random(0.95...1.05)
        let lean = random(-0.03...0.03)
        let outline = MaskOutline(kind)
        /// Returns a position with the upper edge in a range and a factor for the height. A mask that was pulled down
        /// keeps its height and hangs below the chin, unless it is soft and folds; one that is tied around the neck
        /// always folds.
        func drawnDown(to top: ClosedRange<Float>, narrowed: Float, hanging: ClosedRange<Float>) -> MaskPlacement {
            let room = (FaceSurface.down.upperBound - 0.05 - top.upperBound) / (outline.bottom - outline.top)
            let isBunched = kind.isSoft && (kind.isGarment || random(0...1) < 0.5)
            let height = min(isBunched ? random(0.58...0.78) : random(hanging), room)
            return MaskPlacement(
                stretch: SIMD2(width * narrowed, height), shift: random(top) - outline.top * height, lean: lean * 2)
        }
        switch way {
        case .correct, .oneEar:
            return MaskPlacement(stretch: SIMD2(width, random(0.96...1.05)), shift: random(-0.04...0.05), lean: lean)
        case .noseOut: return drawnDown(to: 0.43...0.5, narrowed: 1, hanging: 0.88...1.02)
        case .mouthOut: return drawnDown(to: 0.76...0.82, narrowed: 0.98, hanging: 0.8...0.95)
        case .underChin: return drawnDown(to: 0.94...1, narrowed: 0.95, hanging: 0.72...0.9)
        case .forehead:
            return MaskPlacement(
                stretch: SIMD2(width, random(0.46...0.56)), shift: random(-0.78 ... -0.68), lean: lean * 2)
        }
    }

    func callAsFunction(_ place: SIMD2<Float>) -> SIMD2<Float> {
        let x = place.x * stretch.x
        return SIMD2(x, place.y * stretch.y + shift + lean * x)
    }

    /// Returns the place in the undisplaced mask for a place of the sheet.
    func inverse(_ place: SIMD2<Float>) -> SIMD2<Float> {
        SIMD2(place.x / stretch.x, (place.y - shift - lean * place.x) / stretch.y)
    }
}
