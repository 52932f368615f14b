internal import FaceMaskDrawing
internal import FaceMaskCore
internal import Foundation

extension OccluderArt {
    /// Draws the arm of a hand: the forearm in its sleeve down to the elbow, and the upper arm behind it up to the
    /// shoulder, so that no part ends abruptly. `along` points from the fingers to the wrist; from there the arm bends
    /// down.
    func arm(
        from wrist: SIMD2<Float>, along: SIMD2<Float>, ink: Artwork.Ink, using generator: inout SeededGenerator
    ) -> [Artwork.Shape] {
        func random(_ range: ClosedRange<Float>) -> Float { .random(in: range, using: &generator) }
        let side: Float = along.x < 0 ? -1 : 1
        // Elbows hang down, at least 50° below the horizontal.
        let angle = min(max(atan2(along.y, abs(along.x)) + random(0.2...0.6), 0.9), 1.4)
        let down = SIMD2(cos(angle) * side, sin(angle))
        let free = wrist + down * random(1.7...2)
        let elbow = SIMD2(min(max(free.x, -Self.reach.x), Self.reach.x), min(free.y, Self.reach.y))
        let shoulder = SIMD2(side * random(1.25...1.5), random(1.75...2))
        let cloth = sleeve(using: &generator)
        let cuff = wrist + (elbow - wrist) * random(0.08...0.45)
        let across = SIMD2(-down.y, down.x) * 0.36
        let bend = (cuff + elbow) / 2 + SIMD2(side * 0.05, 0.04)
        return limb(
            [shoulder, (shoulder + elbow) / 2 + SIMD2(side * 0.06, 0), elbow], width: 0.8, ink: cloth.toned(0.8))
            + limb([wrist - along * 0.4, wrist, cuff + down * 0.15], width: 0.5, ink: ink)
            + limb([cuff + down * 0.3, bend, elbow], width: 0.74, ink: cloth)
            + [
                .fill(.strip(cuff - down * 0.08, cuff + down * 0.24, width: 0.72), cloth.toned(0.9)),
                .stroke(
                    .init(through: [.init(cuff - across), .init(cuff - down * 0.05), .init(cuff + across)]),
                    .shadow(0.35), width: 0.05),
            ]
    }

    /// The area for elbows, so that the edge of the drawing, `Overlay.spread`, doesn't cut off arms.
    private static let reach = SIMD2<Float>(2.3, 2.55)

    /// Returns the colour of the person's clothes if they are visible, otherwise mostly a dark colour or grey.
    private func sleeve(using generator: inout SeededGenerator) -> Artwork.Ink {
        func random(_ range: ClosedRange<Float>) -> Float { .random(in: range, using: &generator) }
        if let clothes = person.clothes { return Artwork.Ink(clothes * random(0.85...1.05)) }
        let level = random(0.08...0.75)
        func part() -> Float { min(level * random(0.75...1.25), 0.95) }
        return Artwork.Ink(red: part(), green: part(), blue: part())
    }

    /// Draws four fingers around an upright object: from `place`, the position of the hand, over the object.
    func fingers(
        at place: SIMD2<Float>, over reach: SIMD2<Float>, using generator: inout SeededGenerator
    ) -> [Artwork.Shape] {
        let down = SIMD2(-reach.y, reach.x) * (reach.x < 0 ? -1 : 1)
        let step = down / max((down * down).sum().squareRoot(), 1e-6) * 0.15
        return (0..<4).flatMap { finger -> [Artwork.Shape] in
            let start = place + step * (Float(finger) - 1.5)
            let length = [0.9, 1, 0.95, 0.8][finger] + Float.random(in: -0.05...0.05, using: &generator)
            return limb([start, start + reach * 0.5 * length, start + reach * length], width: 0.165, ink: skin)
        }
    }
}
