import FaceMaskCCairo
import FaceMaskCore

extension Canvas {
    /// Scales so that `box` of the drawing fills the canvas.
    func scale(_ box: Box, width: Int, height: Int) {
        cairo_scale(context, Double(width) / Double(box.width), Double(height) / Double(box.height))
        cairo_translate(context, -Double(box.x1), -Double(box.y1))
    }

    func draw(_ shape: Artwork.Shape) {
        switch shape {
        case .fill(let path, let ink):
            use(ink)
            trace(path)
            cairo_fill(context)
        case .stroke(let path, let ink, let width):
            use(ink)
            cairo_set_line_width(context, Double(width))
            cairo_set_line_cap(context, CAIRO_LINE_CAP_ROUND)
            cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
            trace(path)
            cairo_stroke(context)
        case .shade(let path, let from, let to):
            let pattern = cairo_pattern_create_linear(
                Double(from.0.x), Double(from.0.y), Double(to.0.x), Double(to.0.y))
            defer { cairo_pattern_destroy(pattern) }
            for (offset, ink) in [(0.0, from.1), (1.0, to.1)] {
                cairo_pattern_add_color_stop_rgba(
                    pattern, offset, Double(ink.red), Double(ink.green), Double(ink.blue), Double(ink.opacity))
            }
            cairo_set_source(context, pattern)
            trace(path)
            cairo_fill(context)
        case .clipped(let path, let shapes):
            cairo_save(context)
            trace(path)
            cairo_clip(context)
            for shape in shapes { draw(shape) }
            cairo_restore(context)
        }
    }

    private func use(_ ink: Artwork.Ink) {
        cairo_set_source_rgba(context, Double(ink.red), Double(ink.green), Double(ink.blue), Double(ink.opacity))
    }

    private func trace(_ path: Artwork.Path) {
        cairo_new_path(context)
        for step in path.steps {
            switch step {
            case .move(let point): cairo_move_to(context, Double(point.x), Double(point.y))
            case .line(let point): cairo_line_to(context, Double(point.x), Double(point.y))
            case .curve(let first, let second, let end):
                cairo_curve_to(
                    context, Double(first.x), Double(first.y), Double(second.x), Double(second.y), Double(end.x),
                    Double(end.y))
            case .close: cairo_close_path(context)
            }
        }
    }
}
