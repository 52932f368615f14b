import FaceMaskCCairo
import FaceMaskCore

/// A surface to draw on; owns Cairo's surface and context.
///
/// Coordinates are pixels, origin at the top left. Cairo remembers the first failure and ignores later calls, so
/// drawing doesn't throw; the methods that return a result call `check`.
struct Canvas: ~Copyable {
    let surface: OpaquePointer
    let context: OpaquePointer
    /// The name of the drawing in errors.
    let subject: String
    /// The destination of an SVG surface; must outlive the surface.
    let sink: ByteSink?

    /// Creates a canvas of opaque pixels, initially black, that shows the part of the plane starting at `origin`.
    init(width: Int, height: Int, origin: Point = Point(x: 0, y: 0), subject: String) throws {
        try DrawingLibrary.load(for: subject)
        // RGB24 has an unused byte instead of alpha, so nothing is premultiplied, and pixels that aren't drawn on are
        // unchanged.
        guard let width = Int32(exactly: width), let height = Int32(exactly: height),
            let surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height)
        else { throw DrawingError(.unsuitableSize, subject: subject, reason: "\(width)×\(height) is too large") }
        try self.init(surface: surface, sink: nil, subject: subject)
        cairo_translate(context, -Double(origin.x), -Double(origin.y))
    }

    /// Creates a canvas that is initially transparent.
    init(clearWidth width: Int, height: Int, subject: String) throws {
        try DrawingLibrary.load(for: subject)
        guard let columns = Int32(exactly: width), let rows = Int32(exactly: height),
            let surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, columns, rows)
        else { throw DrawingError(.unsuitableSize, subject: subject, reason: "\(width)×\(height) is too large") }
        try self.init(surface: surface, sink: nil, subject: subject)
    }

    /// Creates a canvas for an SVG document.
    init(vectorWidth width: Int, height: Int, subject: String) throws {
        try DrawingLibrary.load(for: subject)
        let sink = ByteSink()
        let target = Unmanaged.passUnretained(sink).toOpaque()
        guard let surface = cairo_svg_surface_create_for_stream(appendBytes, target, Double(width), Double(height))
        else { throw DrawingError(.library, subject: subject, reason: "Cairo created no SVG surface") }
        // The default unit is points; with pixels the document has the same size on a screen as the PNG.
        cairo_svg_surface_set_document_unit(surface, CAIRO_SVG_UNIT_PX)
        try self.init(surface: surface, sink: sink, subject: subject)
    }

    /// Takes ownership of `surface`.
    private init(surface: OpaquePointer, sink: ByteSink?, subject: String) throws {
        let context = cairo_create(surface)
        guard let context, cairo_status(context) == CAIRO_STATUS_SUCCESS else {
            // On failure Cairo returns an inert object that holds the reason and must be destroyed like any other.
            let status = context.map(cairo_status) ?? CAIRO_STATUS_NO_MEMORY
            cairo_destroy(context)
            cairo_surface_destroy(surface)
            throw DrawingError(status, subject: subject)
        }
        self.surface = surface
        self.context = context
        self.subject = subject
        self.sink = sink
    }

    deinit {
        cairo_destroy(context)
        cairo_surface_destroy(surface)
    }

    /// Throws the first error since the canvas was created, if any.
    func check() throws {
        try check(cairo_surface_status(surface))
        try check(cairo_status(context))
    }

    func check(_ status: cairo_status_t) throws {
        guard status == CAIRO_STATUS_SUCCESS else { throw DrawingError(status, subject: subject) }
    }
}

extension DrawingError {
    /// Creates an error with Cairo's description of a status.
    fileprivate init(_ status: cairo_status_t, subject: String) {
        let words = cairo_status_to_string(status).map { String(cString: $0) } ?? "unknown failure"
        self.init(.library, subject: subject, reason: "Cairo reports '\(words)'")
    }
}

extension Canvas {
    /// Fills a rectangle.
    func fill(_ box: Box, with color: Color) {
        use(color)
        cairo_rectangle(context, Double(box.x1), Double(box.y1), Double(box.width), Double(box.height))
        cairo_fill(context)
    }

    /// Fills a polygon.
    func fill(_ corners: [Point], with color: Color) {
        use(color)
        trace(corners)
        cairo_fill(context)
    }

    /// Fills a disc.
    func fillDisc(at center: Point, radius: Float, with color: Color) {
        use(color)
        cairo_new_path(context)
        cairo_arc(context, Double(center.x), Double(center.y), Double(radius), 0, 2 * .pi)
        cairo_fill(context)
    }

    /// Draws a line through `points`. Two equal points and a round pen draw a dot.
    func stroke(_ points: [Point], with pen: Pen) {
        use(pen)
        trace(points)
        cairo_stroke(context)
    }

    /// Draws a rectangle's outline, centred on its edges.
    func stroke(_ box: Box, with pen: Pen) {
        use(pen)
        cairo_rectangle(context, Double(box.x1), Double(box.y1), Double(box.width), Double(box.height))
        cairo_stroke(context)
    }

    /// Draws `text` with its top left corner at `corner`.
    func show(_ text: TextLine, at corner: Point, color: Color) {
        use(color)
        cairo_move_to(context, Double(corner.x - text.originX), Double(corner.y - text.originY))
        pango_cairo_show_layout(context, text.layout)
        cairo_new_path(context)
    }

    /// Draws `text` rotated to read upwards, with the bottom left corner of the rotated block at `corner`.
    func showUpwards(_ text: TextLine, at corner: Point, color: Color) {
        cairo_save(context)
        cairo_translate(context, Double(corner.x), Double(corner.y))
        cairo_rotate(context, -.pi / 2)
        show(text, at: Point(x: 0, y: 0), color: color)
        cairo_restore(context)
    }

    /// Runs `body` with drawing clipped to `box`.
    func clipped(to box: Box, _ body: () -> Void) {
        cairo_save(context)
        cairo_rectangle(context, Double(box.x1), Double(box.y1), Double(box.width), Double(box.height))
        cairo_clip(context)
        body()
        cairo_restore(context)
    }

    private func trace(_ points: [Point]) {
        cairo_new_path(context)
        for point in points { cairo_line_to(context, Double(point.x), Double(point.y)) }
    }

    private func use(_ color: Color) {
        cairo_set_source_rgba(
            context, Double(color.red) / 255, Double(color.green) / 255, Double(color.blue) / 255,
            Double(color.opacity))
    }

    private func use(_ pen: Pen) {
        use(pen.color)
        cairo_set_line_width(context, Double(pen.width))
        cairo_set_line_cap(context, pen.isRound ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT)
        cairo_set_line_join(context, pen.isRound ? CAIRO_LINE_JOIN_ROUND : CAIRO_LINE_JOIN_MITER)
        let lengths = pen.dash.pattern.map { Double($0 * pen.width) }
        cairo_set_dash(context, lengths, Int32(lengths.count), 0)
    }
}
