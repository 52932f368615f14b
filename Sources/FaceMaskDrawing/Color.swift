import FaceMaskFormats
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
    /// Creates a colour of the palette.
    init(_ color: PaletteColor) { self.init(red: color.red, green: color.green, blue: color.blue) }

    static let black = Color(red: 0, green: 0, blue: 0)
    static let white = Color(red: 255, green: 255, blue: 255)

    static let orange = Color(.orange)
    static let skyBlue = Color(.skyBlue)
    static let bluishGreen = Color(.bluishGreen)
    static let yellow = Color(.yellow)
    static let blue = Color(.blue)
    static let vermillion = Color(.vermillion)
    static let reddishPurple = Color(.reddishPurple)

    /// Colours of lines on white, in the order of use: neighbours differ most. Yellow is left out because it is too
    /// pale.
    static let lines: [Color] = [.blue, .vermillion, .bluishGreen, .reddishPurple, .orange, .skyBlue, .black]
}
