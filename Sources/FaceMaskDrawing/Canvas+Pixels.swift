import FaceMaskCCairo
import FaceMaskCore

/// Converts between RGB bytes and Cairo's pixels: 32-bit words with red in bits 16–23, in rows `stride` bytes apart.
extension Canvas {
    /// Copies the part of a picture in `region`, in whole pixels and of this canvas' size, to the canvas.
    func load(_ region: Box, of pixels: [UInt8], width: Int) throws {
        try withRows { bytes, stride, columns, rows in
            pixels.withUnsafeBufferPointer { source in
                guard let start = source.baseAddress else { return }
                for row in 0..<rows {
                    var from = start + ((Int(region.y1) + row) * width + Int(region.x1)) * 3
                    let line = UnsafeMutableRawPointer(bytes + row * stride)
                    let words = line.bindMemory(to: UInt32.self, capacity: columns)
                    for column in 0..<columns {
                        words[column] = UInt32(from[0]) << 16 | UInt32(from[1]) << 8 | UInt32(from[2])
                        from += 3
                    }
                }
            }
        }
        cairo_surface_mark_dirty(surface)
    }

    /// Copies the canvas back to the region that `load` took it from.
    func store(_ region: Box, to pixels: inout [UInt8], width: Int) throws {
        try check()
        try withRows { bytes, stride, columns, rows in
            pixels.withUnsafeMutableBufferPointer { target in
                guard let start = target.baseAddress else { return }
                for row in 0..<rows {
                    var to = start + ((Int(region.y1) + row) * width + Int(region.x1)) * 3
                    let line = UnsafeMutableRawPointer(bytes + row * stride)
                    let words = line.bindMemory(to: UInt32.self, capacity: columns)
                    for column in 0..<columns {
                        let word = words[column]
                        to[0] = UInt8(truncatingIfNeeded: word >> 16)
                        to[1] = UInt8(truncatingIfNeeded: word >> 8)
                        to[2] = UInt8(truncatingIfNeeded: word)
                        to += 3
                    }
                }
            }
        }
    }

    /// Returns the canvas' words, row by row without gaps.
    func words() throws -> [UInt32] {
        try check()
        var words: [UInt32] = []
        try withRows { bytes, stride, columns, rows in
            words.reserveCapacity(columns * rows)
            for row in 0..<rows {
                let line = UnsafeMutableRawPointer(bytes + row * stride)
                words += UnsafeBufferPointer(start: line.bindMemory(to: UInt32.self, capacity: columns), count: columns)
            }
        }
        return words
    }

    private func withRows(
        _ body: (_ bytes: UnsafeMutablePointer<UInt8>, _ stride: Int, _ columns: Int, _ rows: Int) -> Void
    ) throws {
        cairo_surface_flush(surface)
        guard let bytes = cairo_image_surface_get_data(surface) else {
            throw DrawingError(.library, subject: subject, reason: "Cairo's surface has no pixels")
        }
        body(
            bytes, Int(cairo_image_surface_get_stride(surface)), Int(cairo_image_surface_get_width(surface)),
            Int(cairo_image_surface_get_height(surface)))
    }
}
