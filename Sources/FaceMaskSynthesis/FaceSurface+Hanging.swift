internal import FaceMaskCore
internal import Foundation

extension FaceSurface {
    /// Lets the part below the chin hang straight down and wider at the bottom instead of following the neck.
    mutating func drape(in pose: HeadPose) {
        let hem: Float = 0.92
        var hung = points
        for (index, place) in Self.places.enumerated() where place.y > hem {
            let below = place.y - hem
            // Half by gravity, half along the head.
            let down = (SIMD3<Float>(0, 1, 0) + pose.axes.y) / 2
            let spread = pose.axes.x * (place.x * 0.2) + pose.axes.z * 0.15
            hung[index] = point(at: SIMD2(place.x * 0.9, hem)) + (down + spread) * (below * pose.scale)
        }
        self = FaceSurface(points: hung)
    }

    /// Lets a mask that was pulled down stand off the throat: its loops pull its sides to the jaw, and its centre hangs
    /// halfway between the neck and a vertical line from the chin.
    mutating func hang(in pose: HeadPose) {
        var hung = points
        // Half by gravity, half along the head.
        let down = (SIMD3<Float>(0, 1, 0) + pose.axes.y) / 2 + pose.axes.z * Self.hangingBack
        let way = down / max((down * down).sum().squareRoot(), 1e-6) * pose.scale
        for (index, place) in Self.places.enumerated() {
            let jaw = Self.jaw(at: abs(place.x))
            guard place.y > jaw else { continue }
            let share = 0.55 * min(max((0.9 - abs(place.x)) / 0.6, 0), 1)
            let free = point(at: SIMD2(place.x, jaw)) + way * (place.y - jaw)
            hung[index] += (free - points[index]) * share
        }
        self = FaceSurface(points: hung)
    }

    /// How far a part that hangs from the chin leans back to the throat, relative to its length.
    private static let hangingBack: Float = 0.35

    /// Returns the position of the jaw's edge at a distance from the centre line of the sheet: `MeanFace.firm` 152,
    /// 148, 149, 150, 136, 172, 58, 132.
    private static func jaw(at x: Float) -> Float {
        let edge: [(x: Float, y: Float)] = [
            (0, 1), (0.28, 0.985), (0.55, 0.93), (0.72, 0.885), (0.91, 0.82), (1.08, 0.75), (1.21, 0.64), (1.5, 0.5),
        ]
        for (first, second) in zip(edge, edge.dropFirst()) where x <= second.x {
            return first.y + (second.y - first.y) * (x - first.x) / (second.x - first.x)
        }
        return 0.5
    }
}

/// The geometry of a mask that hangs from an ear: its length points down, and it is half folded, rotated and swaying.
struct HangingMask {
    private let swing: Float
    private let length: Float
    private let width: Float
    private let turn: Float
    private let twist: Float
    private let sway: (size: Float, phase: Float)
    private let side: Float

    init(using generator: inout SeededGenerator) {
        func random(_ range: ClosedRange<Float>) -> Float { .random(in: range, using: &generator) }
        swing = random(-0.15...0.15)
        // Shorter than the width of the mask, because it sags.
        length = random(0.52...0.7)
        width = random(0.55...0.85)
        turn = random(-0.7...0.7)
        twist = random(-0.7...0.7)
        sway = (random(0.03...0.08), random(0...6.28))
        side = random(0...1) < 0.5 ? -1 : 1
    }

    /// Hangs the mask from the ear that is more visible.
    func surface(_ mesh: FaceMesh, _ pose: HeadPose) -> FaceSurface {
        let side: Float = pose.yaw > 6 ? -1 : pose.yaw < -6 ? 1 : side
        let ear = mesh.points[side < 0 ? 234 : 454]
        // Gravity acts downwards in the picture; heads lean less than masks swing.
        let down = SIMD3<Float>(swing, 1, 0) * pose.scale * length
        let outward = pose.direction(SIMD3(0.8, 0, -0.45 * side))
        let start = ear + pose.direction(SIMD3(side * 0.02, 0.05, -0.12)) * pose.scale
        return FaceSurface(
            points: FaceSurface.places.map { place in
                let (along, over) = (place.x + 1.2, (place.y - Overlay.pivot.y) * width)
                // It is twisted about its length, so that its width varies.
                let angle = turn + twist * (along - 1.2)
                let across = (outward * cos(angle) + SIMD3(0, 0, 1) * sin(angle)) * (-over * pose.scale)
                let bulge = 0.12 * cos(min(max(over * 3, -1.5), 1.5)) + 0.1
                let aside = outward * (sway.size * sin(along * 2.2 + sway.phase) * pose.scale)
                return start + down * along + across + aside - SIMD3(0, 0, bulge * pose.scale)
            })
    }
}
