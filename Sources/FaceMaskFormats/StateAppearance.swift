package import FaceMaskCore

/// The words and colours by which people recognise a state, wherever it is shown. Terminals and pages have colours of
/// their own, since those of pictures are too pale on white.
package struct StateAppearance: Hashable, Sendable {
    /// The words in texts: `with mask`, `mask worn incorrectly`, `without mask`, `unsure`.
    package let phrase: String
    /// The words beside a face on a picture: `with mask`, `worn incorrectly`, `no mask`, `unsure`.
    package let caption: String
    /// The colour on pictures.
    package let picture: PaletteColor
    /// The colour on pages, in CSS.
    package let page: String
    /// The colour in a terminal: the parameter of the escape sequence SGR (ECMA-48, 8.3.117).
    package let terminal: Int

    /// The appearance of a state; `nil` is unsure.
    package init(of state: MaskState?) {
        phrase = state?.phrase ?? Verdict.unsureLabel
        (caption, picture, page, terminal) =
            switch state {
            case .worn: ("with mask", .bluishGreen, "#1f9d4d", 32)
            case .wornIncorrectly: ("worn incorrectly", .yellow, "#c77700", 33)
            case .notWorn: ("no mask", .vermillion, "#d6304a", 31)
            case nil: (Verdict.unsureLabel, .lightGrey, "#767676", 90)
            }
    }
}

extension MaskState {
    /// The state for people: `with mask`, `without mask`, `mask worn incorrectly`.
    package var phrase: String { label.replacing("_", with: " ") }
}

/// An sRGB colour of a palette that stays distinct for all common kinds of colour vision: Okabe and Ito, "Color
/// Universal Design: How to make figures and presentations that are friendly to colorblind people", 2008.
package struct PaletteColor: Hashable, Sendable {
    package let red: UInt8
    package let green: UInt8
    package let blue: UInt8

    package static let orange = PaletteColor(red: 230, green: 159, blue: 0)
    package static let skyBlue = PaletteColor(red: 86, green: 180, blue: 233)
    package static let bluishGreen = PaletteColor(red: 0, green: 158, blue: 115)
    package static let yellow = PaletteColor(red: 240, green: 228, blue: 66)
    package static let blue = PaletteColor(red: 0, green: 114, blue: 178)
    package static let vermillion = PaletteColor(red: 213, green: 94, blue: 0)
    package static let reddishPurple = PaletteColor(red: 204, green: 121, blue: 167)

    /// A neutral addition to the palette: without a hue, it can't be mistaken for one of the others.
    package static let lightGrey = PaletteColor(red: 204, green: 204, blue: 204)
}
