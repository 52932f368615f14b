internal import FaceMaskDrawing
internal import FaceMaskCore
internal import Foundation

/// Draws a mask on the sheet: body, print, seams and straps.
struct MaskArt {
    let body: MaskBody
    let way: WearingWay
    let fabric: Fabric
    let placement: MaskPlacement
    var outline: MaskOutline { body.outline }

    func artwork(using generator: inout SeededGenerator) -> Artwork {
        let edge = outline.path
        let area = Box(x1: -outline.reach, y1: outline.top, x2: outline.reach, y2: outline.bottom)
        let print = FabricArt(fabric: fabric, area: area.expanded(by: 0.1), mouth: SIMD2(0, 0.62))
        var inside: [Artwork.Shape] = [.fill(edge, fabric.ink())]
        inside += print.shapes(using: &generator)
        inside += details(using: &generator)
        inside += creases(using: &generator)
        inside += [
            // Cloth curves away at its edge.
            .stroke(edge, .shadow(0.22), width: 0.05), .stroke(edge, .shadow(0.18), width: 0.022),
        ]
        let straps = straps(using: &generator)
        return Artwork(straps + [.clipped(moved(edge), inside.map(moved))] + valve())
    }

    /// Draws straps between the placed mask and the ears, which don't move with it.
    private func straps(using generator: inout SeededGenerator) -> [Artwork.Shape] {
        guard let kind = body.straps else { return [] }
        let (ink, width) = thread(of: kind, using: &generator)
        return [Float(1), -1].flatMap { side -> [Artwork.Shape] in
            strapEnds(of: kind).flatMap { start, middle, end -> [Artwork.Shape] in
                let line = [start, middle, end].map { place in Artwork.Path.Knot(SIMD2(place.x * side, place.y)) }
                let path = Artwork.Path(through: line)
                return [.stroke(path, ink.toned(0.72), width: width), .stroke(path, ink, width: width * 0.62)]
            }
        }
    }

    /// Returns the colour and the width of the straps.
    private func thread(
        of straps: MaskBody.Straps, using generator: inout SeededGenerator
    ) -> (ink: Artwork.Ink, width: Float) {
        let grey = Float.random(in: 0.75...0.97, using: &generator)
        let light = Artwork.Ink(red: grey, green: grey, blue: grey)
        let isDark = (fabric.ink().red + fabric.ink().green + fabric.ink().blue) < 0.8
        let usual: Artwork.Ink = isDark ? .shadow(1) : light
        switch straps {
        case .cords: return (usual, Float.random(in: 0.025...0.04, using: &generator))
        case .wideLoops: return (usual, 0.09)
        case .bands:
            let yellow = Artwork.Ink(red: 0.88, green: 0.75, blue: 0.3)
            return ([yellow, light, .shadow(1)].randomElement(using: &generator) ?? light, 0.045)
        }
    }

    /// Returns the straps on the right: from the mask over the cheek to the ear, or around the head.
    private func strapEnds(of straps: MaskBody.Straps) -> [(SIMD2<Float>, SIMD2<Float>, SIMD2<Float>)] {
        if way == .oneEar { return hangingLoops }
        let (upper, lower, first, second): (SIMD2<Float>, SIMD2<Float>, SIMD2<Float>, SIMD2<Float>)
        switch straps {
        case .bands:
            (upper, lower) = (placement(SIMD2(0.57, 0.37)), placement(SIMD2(0.66, 0.84)))
            (first, second) = (SIMD2(1.46, -0.3), SIMD2(1.46, 0.72))
        case .cords, .wideLoops:
            upper = placement(outline.upperCorner + SIMD2(-0.03, 0.04))
            lower = placement(outline.lowerCorner + SIMD2(-0.03, -0.04))
            (first, second) = (SIMD2(1.36, 0.06), SIMD2(1.36, 0.46))
        }
        // Tight: nearly straight, pulled to the side of the head.
        return [
            (upper, (upper + first) / 2 + SIMD2(0, -0.02), first),
            (lower, (lower + second) / 2 + SIMD2(0, 0.02), second),
        ]
    }

    /// Returns the loops of a mask off one ear: both ends are at the mask.
    private var hangingLoops: [(SIMD2<Float>, SIMD2<Float>, SIMD2<Float>)] {
        let (upper, lower) = (outline.upperCorner, outline.lowerCorner)
        let middle = SIMD2(outline.reach + 0.34, (upper.y + lower.y) / 2)
        return [
            (placement(upper), placement((upper + middle) / 2 + SIMD2(0.06, -0.06)), placement(middle)),
            (placement(lower), placement((lower + middle) / 2 + SIMD2(0.06, 0.06)), placement(middle)),
        ]
    }

    private func moved(_ path: Artwork.Path) -> Artwork.Path { path.mapped(placement.callAsFunction) }

    private func moved(_ shape: Artwork.Shape) -> Artwork.Shape {
        switch shape {
        case .fill(let path, let ink): .fill(moved(path), ink)
        case .stroke(let path, let ink, let width): .stroke(moved(path), ink, width: width)
        case .shade(let path, let from, let to):
            .shade(
                moved(path), from: (placement(SIMD2(from.0.x, from.0.y)).point, from.1),
                to: (placement(SIMD2(to.0.x, to.0.y)).point, to.1))
        case .clipped(let path, let shapes): .clipped(moved(path), shapes.map(moved))
        }
    }

    /// Returns a line across the mask at a fraction of its height, bent by `sag`.
    func across(_ down: Float, reach: Float = 1, sag: Float = 0) -> Artwork.Path {
        Artwork.Path(
            through: [-1, -0.5, 0, 0.5, 1].map { share in
                .init(outline.place(across: share * reach, down: down + sag * (1 - share * share)))
            })
    }
}
