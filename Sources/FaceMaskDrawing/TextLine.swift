import FaceMaskCCairo

/// A font size and weight; the family is always the same.
struct Font: Hashable, Sendable {
    /// Pixels per em.
    var size: Float
    var isBold = false

    /// Set-up installs DejaVu Sans; the others are common elsewhere. For letters missing in all of them, Pango searches
    /// all installed fonts.
    static let families = "DejaVu Sans, Noto Sans, Liberation Sans, Sans"
}

/// Lays out text in any script; owns Pango's context. Must stay on the thread that created it, like Pango's font map.
final class Typesetter {
    private let context: OpaquePointer

    /// The letters that every label and axis needs; a machine without them has no usable font.
    private static let commonLetters = "with mask 0123456789 %"

    /// Creates a typesetter; throws if no font is installed, in which case Pango would draw empty boxes for letters.
    init(subject: String) throws {
        try DrawingLibrary.load(for: subject)
        guard let context = pango_font_map_create_context(pango_cairo_font_map_get_default()) else {
            throw DrawingError(.library, subject: subject, reason: "Pango created no context")
        }
        self.context = context
        // The desktop's settings must not affect the result, and subpixel rendering would give coloured fringes.
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

/// One line of laid-out text; owns Pango's layout.
final class TextLine {
    /// The maximum number of characters, more than fit on any line: a malicious label can't take much time.
    static let longestText = 400

    /// Pango counts 1024ths of a pixel in 32 bits.
    private static let widestLine: Float = 2_000_000

    let layout: OpaquePointer
    private(set) var font: Font
    /// The size of the line in pixels, and its offset from the layout's own corner.
    private(set) var width: Float = 0
    private(set) var height: Float = 0
    private(set) var originX: Float = 0
    private(set) var originY: Float = 0

    /// Takes ownership of `layout`.
    fileprivate init(layout: OpaquePointer, text: String, font: Font) {
        self.layout = layout
        self.font = font
        pango_layout_set_single_paragraph_mode(layout, 1)
        // By Unicode scalars, because a single Character may have any length.
        let short = String(String.UnicodeScalarView(text.unicodeScalars.prefix(Self.longestText)))
        pango_layout_set_text(layout, short, Int32(short.utf8.count))
        apply(font)
    }

    deinit { g_object_unref(UnsafeMutableRawPointer(layout)) }

    /// The number of letters that no installed font has; they are drawn as boxes with their number.
    var missingLetters: Int { Int(pango_layout_get_unknown_glyphs_count(layout)) }

    /// Whether an ellipsis replaces a part of the text.
    var isShortened: Bool { pango_layout_is_ellipsized(layout) != 0 }

    /// Makes the line at most `limit` wide: first with smaller letters, not below `smallest`, then with an ellipsis.
    /// Returns whether it fits; it doesn't if there isn't even room for the ellipsis.
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
