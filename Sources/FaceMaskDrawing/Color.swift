import Foundation

/// An sRGB colour with an opacity.
struct Color: Hashable, Sendable {
    var red: UInt8
    var green: UInt8
    var blue: UInt8
    /// The opacity: 0 is invisible, 1 is opaque.
    var opacity: Float = 1

    /// Returns the same colour with another opacity, 0…1.
    func withOpacity(_ opacity: Float) -> Color {
        Color(red: red, green: green, blue: blue, opacity: opacity)
    }

    /// Returns the mix of this colour and `other`, of which `share`, 0…1, is the weight.
    func mixed(with other: Color, share: Double) -> Color {
        func mix(_ from: UInt8, _ to: UInt8) -> UInt8 {
            UInt8((Double(from) + (Double(to) - Double(from)) * min(max(share, 0), 1)).rounded())
        }
        return Color(red: mix(red, other.red), green: mix(green, other.green), blue: mix(blue, other.blue))
    }

    /// Relative luminance, 0…1, as WCAG 2.1 defines it.
    var luminance: Double {
        func linear(_ value: UInt8) -> Double {
            let share = Double(value) / 255
            return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }

    /// Returns the contrast ratio of WCAG 2.1, 1…21; its minimum for text is 4.5.
    func contrast(with other: Color) -> Double {
        let (light, dark) = (max(luminance, other.luminance), min(luminance, other.luminance))
        return (light + 0.05) / (dark + 0.05)
    }

    /// Black or white, whichever has the higher contrast on this colour.
    var ink: Color { contrast(with: .black) >= contrast(with: .white) ? .black : .white }
}

extension Color {
    static let black = Color(red: 0, green: 0, blue: 0)
    static let white = Color(red: 255, green: 255, blue: 255)

    // A palette that stays distinct for all common kinds of colour vision: Okabe & Ito, "Color Universal Design:
    // How to make figures and presentations that are friendly to colorblind people", 2008.
    static let orange = Color(red: 230, green: 159, blue: 0)
    static let skyBlue = Color(red: 86, green: 180, blue: 233)
    static let bluishGreen = Color(red: 0, green: 158, blue: 115)
    static let yellow = Color(red: 240, green: 228, blue: 66)
    static let blue = Color(red: 0, green: 114, blue: 178)
    static let vermillion = Color(red: 213, green: 94, blue: 0)
    static let reddishPurple = Color(red: 204, green: 121, blue: 167)

    /// A neutral addition to the palette: without a hue, it can't be mistaken for one of the others.
    static let lightGrey = Color(red: 204, green: 204, blue: 204)

    /// Colours of lines on white, in the order of use: neighbours differ most. Yellow is left out because it is too
    /// pale.
    static let lines: [Color] = [.blue, .vermillion, .bluishGreen, .reddishPurple, .orange, .skyBlue, .black]
}
