import FaceMaskCCairo

/// Collects the bytes that Cairo writes.
final class ByteSink {
    var bytes: [UInt8] = []
}

/// Cairo's write function; `target` is an unretained `ByteSink`.
let appendBytes: cairo_write_func_t = { target, bytes, count in
    guard let target, let bytes else { return CAIRO_STATUS_WRITE_ERROR }
    let sink = Unmanaged<ByteSink>.fromOpaque(target).takeUnretainedValue()
    sink.bytes.append(contentsOf: UnsafeBufferPointer(start: bytes, count: Int(count)))
    return CAIRO_STATUS_SUCCESS
}

extension Canvas {
    /// Returns the canvas as a PNG file.
    func png() throws -> [UInt8] {
        try check()
        let sink = ByteSink()
        let target = Unmanaged.passUnretained(sink).toOpaque()
        try withExtendedLifetime(sink) { try check(cairo_surface_write_to_png_stream(surface, appendBytes, target)) }
        return sink.bytes
    }

    /// Returns the canvas as an SVG file with a title; nothing can be drawn afterwards.
    func svg(title: String) throws -> [UInt8] {
        try check()
        cairo_surface_finish(surface)
        try check(cairo_surface_status(surface))
        return SVGDocument(sink?.bytes ?? []).withStableNames().titled(title).bytes
    }
}
