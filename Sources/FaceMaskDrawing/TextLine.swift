import FaceMaskCCairo

/// A size and weight of letters; the family is the same everywhere.
struct Font: Hashable, Sendable {
    /// Pixels per em.
    var size: Float
    var isBold = false

    /// DejaVu Sans is what set-up installs; the others are common elsewhere. For letters that none of them has, Pango
    /// searches all installed fonts.
    static let families = "DejaVu Sans, Noto Sans, Liberation Sans, Sans"
}

/// Lays out text in any script; owns Pango's context. Stays on the thread that made it, as Pango's font map does.
final class Typesetter {
    private let context: OpaquePointer

    /// What every label and axis needs; a machine without these letters has no usable font.
    private static let commonLetters = "with mask 0123456789 %"

    /// Creates a typesetter; throws when no font is installed, where Pango itself draws empty boxes for letters.
    init(subject: String) throws {
        try DrawingLibrary.load(for: subject)
        guard let context = pango_font_map_create_context(pango_cairo_font_map_get_default()) else {
            throw DrawingError(.library, subject: subject, reason: "Pango made no context")
        }
        self.context = context
        // The desktop's settings must not change the result, and coloured fringes have no place in a photo.
        let options = cairo_font_options_create()
        cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_SLIGHT)
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_ON)
        pango_cairo_context_set_font_options(context, options)
        cairo_font_options_destroy(options)
        guard line(Self.commonLetters, font: Font(size: 12))?.missingLetters == 0 else {
            throw DrawingError(.noFonts, subject: subject, reason: "no font with Latin letters is installed")
        }
    }

    deinit { g_object_unref(UnsafeMutableRawPointer(context)) }

    /// Lays out one line of text.
    func line(_ text: String, font: Font) -> TextLine? {
        pango_layout_new(context).map { TextLine(layout: $0, text: text, font: font) }
    }
}

/// One line of laid out text; owns Pango's layout.
final class TextLine {
    /// More characters than fit on any line; keeps a hostile label from costing time.
    static let longestText = 400

    /// Pango counts 1024ths of a pixel in 32 bits.
    private static let widestLine: Float = 2_000_000

    let layout: OpaquePointer
    private(set) var font: Font
    /// The pixels that the line takes up, and where they start from the layout's own corner.
    private(set) var width: Float = 0
    private(set) var height: Float = 0
    private(set) var originX: Float = 0
    private(set) var originY: Float = 0

    /// Takes ownership of `layout`.
    fileprivate init(layout: OpaquePointer, text: String, font: Font) {
        self.layout = layout
        self.font = font
        pango_layout_set_single_paragraph_mode(layout, 1)
        // By Unicode scalars: a single Character may be of any length.
        let short = String(String.UnicodeScalarView(text.unicodeScalars.prefix(Self.longestText)))
        pango_layout_set_text(layout, short, Int32(short.utf8.count))
        apply(font)
    }

    deinit { g_object_unref(UnsafeMutableRawPointer(layout)) }

    /// How many letters no installed font has; they show as boxes with their number.
    var missingLetters: Int { Int(pango_layout_get_unknown_glyphs_count(layout)) }

    /// Whether an ellipsis stands for a part of the text.
    var isShortened: Bool { pango_layout_is_ellipsized(layout) != 0 }

    /// Makes the line at most `limit` wide: smaller letters first, not below `smallest`, then an ellipsis. Returns
    /// whether that was enough; it isn't when not even the ellipsis has room.
    func fit(width limit: Float, smallest: Float) -> Bool {
        if width > limit, font.size > smallest {
            font.size = max(smallest, (font.size * limit / width).rounded(.down))
            apply(font)
        }
        if width > limit {
            pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END)
            pango_layout_set_width(layout, Int32(min(max(limit, 1), Self.widestLine)) * PANGO_SCALE)
            measure()
        }
        return width <= limit
    }

    private func apply(_ font: Font) {
        let description = pango_font_description_new()
        pango_font_description_set_family(description, Font.families)
        pango_font_description_set_absolute_size(description, Double(font.size) * Double(PANGO_SCALE))
        pango_font_description_set_weight(description, font.isBold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
        pango_layout_set_font_description(layout, description)
        pango_font_description_free(description)
        measure()
    }

    private func measure() {
        var logical = PangoRectangle()
        pango_layout_get_pixel_extents(layout, nil, &logical)
        (width, height) = (Float(logical.width), Float(logical.height))
        (originX, originY) = (Float(logical.x), Float(logical.y))
    }
}
