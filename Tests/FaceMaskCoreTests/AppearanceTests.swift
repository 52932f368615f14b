import FaceMaskCore
import Testing

/// A person of three colours at a place of a picture.
private func picture(
    hair: (UInt8, UInt8, UInt8), face: (UInt8, UInt8, UInt8), shoulders: (UInt8, UInt8, UInt8), at x: Int = 100,
    width: Int = 400
) -> Image {
    var pixels: [UInt8] = []
    for row in 0..<300 {
        for column in 0..<width {
            let color: (UInt8, UInt8, UInt8) =
                if !(x - 40..<x + 100).contains(column) { (128, 128, 128) } else if row < 125 { hair } else if row < 165
                {
                    face
                } else { shoulders }
            pixels += [color.0, color.1, color.2]
        }
    }
    return Image(width: width, height: 300, pixels: pixels)
}

private let box = Box(x1: 100, y1: 100, x2: 160, y2: 160)
private let dark: (UInt8, UInt8, UInt8) = (30, 25, 20)
private let skin: (UInt8, UInt8, UInt8) = (200, 150, 120)
private let red: (UInt8, UInt8, UInt8) = (200, 20, 30)
private let blue: (UInt8, UInt8, UInt8) = (20, 40, 200)

@Suite struct AppearanceTests {
    private let person = Appearance(of: box, in: picture(hair: dark, face: skin, shoulders: red))

    @Test func motionDoesNotChangeAppearance() throws {
        let moved = picture(hair: dark, face: skin, shoulders: red, at: 200)
        let other = Appearance(of: Box(x1: 200, y1: 100, x2: 260, y2: 160), in: moved)
        #expect(abs(try #require(person.likeness(to: other)) - 1) < 1e-5)
    }

    @Test func othersDifferInEachStripe() throws {
        let coat = Appearance(of: box, in: picture(hair: dark, face: skin, shoulders: blue))
        let all = Appearance(of: box, in: picture(hair: red, face: blue, shoulders: dark))
        let (one, three) = (try #require(person.likeness(to: coat)), try #require(person.likeness(to: all)))
        #expect(abs(one - 2 / 3) < 1e-5, "one of three stripes has another colour")
        #expect(three < 1e-5)
        #expect(person.likeness(to: coat) == coat.likeness(to: person))
    }

    @Test func stripesOutsideThePictureAreIgnored() throws {
        let small = Image(width: 400, height: 170, filledWith: skin)
        let cut = Appearance(of: box, in: small)
        let outside = Appearance(of: Box(x1: -900, y1: -900, x2: -800, y2: -800), in: small)
        #expect(cut.likeness(to: person) != nil, "hair and face are there")
        #expect(outside.likeness(to: person) == nil)
        #expect(Appearance(of: Box(x1: .nan, y1: 0, x2: 9, y2: 9), in: small).likeness(to: person) == nil)
    }

    @Test func blendingAdapts() throws {
        let coat = Appearance(of: box, in: picture(hair: dark, face: skin, shoulders: blue))
        var known = person
        for _ in 0..<20 { known.blend(0.3, of: coat) }
        #expect(try #require(known.likeness(to: coat)) > 0.99)
    }
}
