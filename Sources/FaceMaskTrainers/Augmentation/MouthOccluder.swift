internal import FaceMaskCore
internal import Foundation

/// An object other than a mask in front of the mouth, made of rounded bars in the face's coordinates.
struct MouthOccluder {
    /// A bar between two points with round ends.
    struct Bar {
        var start: SIMD2<Float>
        var end: SIMD2<Float>
        var radius: Float
        var color: SIMD4<Float>

        /// Returns the distance to its edge, positive inside, in units of the distance from eyes to mouth.
        func depth(at point: SIMD2<Float>) -> Float {
            let (along, offset) = (end - start, point - start)
            let length = (along * along).sum()
            let share = length > 0 ? min(max((offset * along).sum() / length, 0), 1) : 0
            let gap = offset - along * share
            return radius - (gap * gap).sum().squareRoot()
        }
    }

    var bars: [Bar]

    enum Kind: CaseIterable { case hand, phone, cup, microphone, scarf }

    /// Draws a random object. `skin` is the colour of the person's forehead.
    static func draw(skin: SIMD4<Float>, using generator: inout SeededGenerator) -> MouthOccluder {
        func random(_ range: ClosedRange<Float>) -> Float { .random(in: range, using: &generator) }
        let center = SIMD2(random(-0.25...0.25), random(0.85...1.15))
        let angle = random(0...(2 * .pi))
        let dark = random(10...90)
        let grey = SIMD4<Float>(dark, dark, dark * random(0.9...1.2), 0)
        let bright = SIMD4<Float>(random(30...250), random(30...250), random(30...250), 0)
        switch Kind.allCases.randomElement(using: &generator) ?? .hand {
        case .hand: return hand(around: center, angle: angle, skin: skin * random(0.75...1.1), using: &generator)
        case .phone:
            let tilt = random(-0.5...0.5)
            let axis = SIMD2(sin(tilt), cos(tilt)) * random(0.4...0.8)
            let middle = center + SIMD2(random(-0.2...0.2), 0.3)
            return MouthOccluder(
                bars: [-0.18, 0, 0.18].map { shift in
                    Bar(
                        start: middle - axis + SIMD2(shift, 0), end: middle + axis + SIMD2(shift, 0), radius: 0.16,
                        color: grey)
                })
        case .cup:
            let width = random(0.25...0.45)
            let (top, bottom) = (center + SIMD2(0, 0.05), center + SIMD2(random(-0.1...0.1), random(0.7...1.1)))
            return MouthOccluder(
                bars: [-1, -0.5, 0, 0.5, 1].map { share in
                    Bar(
                        start: top + SIMD2(width * share, 0), end: bottom + SIMD2(width * 0.75 * share, 0),
                        radius: 0.12,
                        color: bright * (1 - 0.12 * abs(share)))
                })
        case .scarf:
            // Wound around the neck, up to the lip or over it; wider than the face, with folds.
            let (top, slope) = (random(0.95...1.35), random(-0.12...0.12))
            return MouthOccluder(
                bars: (0..<3).map { fold in
                    let height = top + 0.3 + Float(fold) * 0.42
                    return Bar(
                        start: SIMD2(-1.7, height - slope), end: SIMD2(1.7, height + slope), radius: 0.32,
                        color: bright * random(0.8...1.1))
                })
        case .microphone:
            let end = center + SIMD2(cos(angle) * 0.3, 0.4 + abs(sin(angle)) * 0.9)
            return MouthOccluder(bars: [
                Bar(start: center, end: end, radius: 0.09, color: grey),
                Bar(start: center, end: center + (end - center) * 0.15, radius: random(0.18...0.3), color: grey * 1.3),
            ])
        }
    }

    /// Returns fingers side by side, and the back of the hand.
    private static func hand(
        around center: SIMD2<Float>, angle: Float, skin: SIMD4<Float>, using generator: inout SeededGenerator
    ) -> MouthOccluder {
        func random(_ range: ClosedRange<Float>) -> Float { .random(in: range, using: &generator) }
        let along = SIMD2(cos(angle), sin(angle))
        let across = SIMD2(-along.y, along.x)
        let thickness = random(0.11...0.17)
        var bars = (0..<4).map { finger -> Bar in
            let side = across * (Float(finger) - 1.5) * thickness * 2
            let tip = center + side - along * random(0.35...0.6)
            return Bar(
                start: tip, end: center + side + along * 0.8, radius: thickness * random(0.9...1.02),
                color: skin * random(0.9...1.06))
        }
        bars.append(Bar(start: center + along * 0.9, end: center + along * 1.6, radius: thickness * 4.2, color: skin))
        return MouthOccluder(bars: bars)
    }
}

extension FacePicture {
    /// Draws a hand, phone, cup, microphone or scarf in front of the mouth. Does nothing without landmarks.
    mutating func occludeMouth(using generator: inout SeededGenerator) {
        guard let frame = landmarks.flatMap(FaceFrame.init),
            let skin = frame.medianColor(of: image, across: -0.4...0.4, down: -0.55 ... -0.25)
        else { return }
        let occluder = MouthOccluder.draw(skin: skin, using: &generator)
        // Edges as soft as the picture's own, about a pixel and a half.
        let softness = max(1.5 / frame.height, 0.02)
        image = image.mapPixels { x, y, color in
            var color = color
            let point = frame.position(x: x, y: y)
            for bar in occluder.bars {
                let depth = bar.depth(at: point)
                guard depth > -softness else { continue }
                let cover = min(max((depth + softness) / (2 * softness), 0), 1)
                // Round objects are darker towards their edges.
                let shade = 0.72 + 0.28 * min(max(depth / bar.radius, 0), 1).squareRoot()
                color += (bar.color * shade - color) * cover
            }
            return color
        }
    }
}
