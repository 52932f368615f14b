internal import FaceMaskDrawing
internal import FaceMaskCore
internal import Foundation

/// Draws objects in front of the mouth, on a plane that faces the camera: the origin is between the eyes, the chin is
/// at 1, and the lips are at 0.53 to 0.71. The beard is drawn on the sheet instead.
struct OccluderArt {
    let occluder: Occluder
    let person: PersonColors
    var skin: Artwork.Ink { Artwork.Ink(person.skin) }

    func artwork(using generator: inout SeededGenerator) -> Artwork {
        switch occluder {
        case .hand: hand(using: &generator)
        case .cup: cup(using: &generator)
        case .phone: phone(using: &generator)
        case .paper: paper(using: &generator)
        case .microphone: microphone(using: &generator)
        case .beard: beard(using: &generator)
        }
    }

    /// Draws four fingers across the mouth from one side, the thumb along the jaw, and the back of the hand.
    private func hand(using generator: inout SeededGenerator) -> Artwork {
        func random(_ range: ClosedRange<Float>) -> Float { .random(in: range, using: &generator) }
        let side: Float = random(0...1) < 0.5 ? -1 : 1
        let turn = random(-0.2...0.9)
        let center = SIMD2(random(-0.1...0.1), random(0.52...0.72))
        let along = SIMD2(cos(turn) * side, sin(turn))
        let across = SIMD2(-along.y, along.x) * side
        let tone = random(0.78...1)
        let ink = skin.toned(tone)
        let wrist = center + along * random(1.25...1.5) + across * 0.05
        var shapes: [Artwork.Shape] = []
        shapes += arm(from: wrist, along: along, ink: ink.toned(0.94), using: &generator)
        shapes += limb([center + along * 0.55 + across * 0.04, wrist], width: 0.6, ink: ink.toned(0.94))
        let thumb = center + across * 0.34
        shapes += limb(
            [thumb - along * random(0...0.2), thumb + along * 0.35, center + along * 0.75], width: 0.2, ink: ink)
        for finger in 0..<4 {
            let offset = across * ((Float(finger) - 1.7) * 0.185)
            let length = [0.42, 0.56, 0.6, 0.5][finger] + random(-0.06...0.06)
            let bend = across * random(-0.05...0.05)
            let tip = center + offset * 0.9 - along * length
            shapes += limb(
                [tip, center + offset + bend, center + offset + along * 0.62],
                width: 0.19 - 0.012 * abs(Float(finger) - 1.5),
                ink: ink.toned(random(0.96...1.03)))
            let knuckle = center + offset + along * 0.1
            for shift in [Float(-0.02), 0.02] {
                let place = knuckle + along * shift
                shapes.append(
                    .stroke(
                        .init(through: [
                            .init(place - across * 0.05), .init(place + along * 0.012), .init(place + across * 0.05),
                        ]),
                        .shadow(0.16), width: 0.012))
            }
            if side * along.x > 0.5 {
                shapes.append(
                    .fill(.ellipse(tip + along * 0.05, SIMD2(0.06, 0.045), turned: turn * side), skin.toned(1.25)))
            }
        }
        return Artwork(shapes)
    }

    /// Draws a finger: dark at its edge, light along its centre.
    func limb(_ places: [SIMD2<Float>], width: Float, ink: Artwork.Ink) -> [Artwork.Shape] {
        let path = Artwork.Path(through: places.map { .init($0) })
        return [
            .stroke(path, ink.toned(0.62), width: width), .stroke(path, ink.toned(0.82), width: width * 0.92),
            .stroke(path, ink.toned(0.93), width: width * 0.75), .stroke(path, ink, width: width * 0.5),
            .stroke(path.mapped { $0 - SIMD2(0.01, 0.02) }, ink.toned(1.06), width: width * 0.2),
        ]
    }

    private func color(using generator: inout SeededGenerator) -> Artwork.Ink {
        func level() -> Float { .random(in: 0.08...0.95, using: &generator) }
        return Artwork.Ink(red: level(), green: level(), blue: level())
    }

    /// Draws light from one side on an object that is round about its vertical axis.
    private func roundness(_ path: Artwork.Path, from left: Float, to right: Float) -> [Artwork.Shape] {
        let middle = left + (right - left) * 0.4
        return [
            .shade(path, from: (Point(x: left, y: 0), .shadow(0.45)), to: (Point(x: middle, y: 0), .shadow(0))),
            .shade(path, from: (Point(x: middle, y: 0), .shadow(0)), to: (Point(x: right, y: 0), .shadow(0.55))),
        ]
    }

    private func cup(using generator: inout SeededGenerator) -> Artwork {
        func random(_ range: ClosedRange<Float>) -> Float { .random(in: range, using: &generator) }
        let (width, height, top) = (random(0.26...0.4), random(0.6...0.95), random(0.48...0.62))
        let middle = random(-0.08...0.08)
        func at(_ x: Float, _ y: Float) -> SIMD2<Float> { SIMD2(middle + x, top + y) }
        let edge = [
            at(-width, 0), at(0, 0.05), at(width, 0), at(width * 0.8, height), at(0, height + 0.05),
            at(-width * 0.8, height),
        ]
        let body = Artwork.Path(
            through: edge.map { Artwork.Path.Knot($0.x, $0.y, corner: abs($0.x - middle) > 0.1) }, closed: true)
        let ink = color(using: &generator)
        let sleeve = Artwork.Path.polygon([
            at(-width * 1.2, 0.25), at(width * 1.2, 0.25), at(width, 0.6), at(-width, 0.6),
        ])
        let side: Float = random(0...1) < 0.5 ? -1 : 1
        let hand = at(side * (width + 0.1), height * 0.62)
        let arm = arm(from: hand + SIMD2(side * 0.3, 0.15), along: SIMD2(side, 0.3), ink: skin, using: &generator)
        return Artwork(
            arm + limb([hand + SIMD2(side * 0.3, 0.15), hand], width: 0.56, ink: skin.toned(0.94)) + [
                .fill(body, ink), .clipped(body, [.fill(sleeve, color(using: &generator))]),
                .clipped(body, roundness(body, from: middle - width, to: middle + width)),
                .fill(.ellipse(at(0, 0), SIMD2(width, 0.055)), ink.toned(0.5)),
                .stroke(.ellipse(at(0, 0), SIMD2(width, 0.055)), ink.toned(1.5), width: 0.02),
            ] + fingers(at: hand, over: SIMD2(-side * (width + 0.05), 0), using: &generator))
    }

    private func phone(using generator: inout SeededGenerator) -> Artwork {
        func random(_ range: ClosedRange<Float>) -> Float { .random(in: range, using: &generator) }
        let tilt = random(-0.6...0.6)
        let (sine, cosine) = (sin(tilt), cos(tilt))
        let center = SIMD2(random(-0.2...0.2), random(0.65...0.9))
        func at(_ x: Float, _ y: Float) -> SIMD2<Float> { center + SIMD2(x * cosine - y * sine, x * sine + y * cosine) }
        let (width, height) = (random(0.28...0.36), random(0.55...0.7))
        func plate(_ inset: Float) -> Artwork.Path {
            let (w, h, r) = (width - inset, height - inset, Float(0.06))
            return .polygon([
                at(-w, -h + r), at(-w + r, -h), at(w - r, -h), at(w, -h + r), at(w, h - r), at(w - r, h), at(-w + r, h),
                at(-w, h - r),
            ])
        }
        let ink = random(0...1) < 0.6 ? Artwork.Ink(red: 0.1, green: 0.1, blue: 0.11) : color(using: &generator)
        let glare = Artwork.Path.polygon([
            at(-width, -height), at(0, -height), at(-width * 0.6, height), at(-width, height),
        ])
        let hand = at(width + 0.08, height * 0.35)
        let arm = arm(from: hand + SIMD2(0.2, 0.4), along: SIMD2(0.5, 0.8), ink: skin, using: &generator)
        var shapes: [Artwork.Shape] =
            arm + limb([hand + SIMD2(0.2, 0.4), at(width * 0.4, height * 0.35)], width: 0.56, ink: skin.toned(0.94)) + [
                .fill(plate(-0.012), ink.toned(0.5)), .fill(plate(0), ink),
                .clipped(plate(0), [.fill(glare, .light(0.12))]),
            ]
        for (index, y) in [Float(0.1), 0.25].enumerated() {
            let lens = at(-width + 0.13, -height + y)
            shapes += [
                .fill(.ellipse(lens, SIMD2(repeating: 0.065)), .shadow(0.8)),
                .fill(.ellipse(lens - SIMD2(0.015, 0.015), SIMD2(repeating: 0.02)), .light(0.4 - Float(index) * 0.1)),
            ]
        }
        shapes += fingers(at: hand, over: at(width * 0.45, height * 0.3) - hand, using: &generator)
        return Artwork(shapes)
    }
}

/// The colours of the person whose hands and arms are drawn, in the light that art is drawn for, 0…1.
struct PersonColors {
    let skin: SIMD4<Float>
    /// `nil` if no clothes are visible.
    let clothes: SIMD4<Float>?
}

extension Artwork.Ink {
    init(_ color: SIMD4<Float>) {
        self.init(red: min(color.x, 1), green: min(color.y, 1), blue: min(color.z, 1))
    }
}
