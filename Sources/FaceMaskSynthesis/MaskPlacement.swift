internal import FaceMaskCore

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
        func drawnUpright() -> MaskPlacement {
            MaskPlacement(stretch: SIMD2(width, random(0.96...1.05)), shift: random(-0.04...0.05), lean: lean)
        }
        guard let body = kind.design.body else { return drawnUpright() }
        let outline = body.outline
        /// Returns a position with the upper edge in a range and a factor for the height. A mask that was pulled down
        /// keeps its height and hangs below the chin, unless it is soft and folds; one that is tied around the neck
        /// always folds.
        func drawnDown(to top: ClosedRange<Float>, narrowed: Float, hanging: ClosedRange<Float>) -> MaskPlacement {
            let room = (FaceSurface.down.upperBound - 0.05 - top.upperBound) / (outline.bottom - outline.top)
            let isBunched = body.isSoft && (body.isGarment || random(0...1) < 0.5)
            let height = min(isBunched ? random(0.58...0.78) : random(hanging), room)
            return MaskPlacement(
                stretch: SIMD2(width * narrowed, height), shift: random(top) - outline.top * height, lean: lean * 2)
        }
        switch way {
        case .correct, .oneEar: return drawnUpright()
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
