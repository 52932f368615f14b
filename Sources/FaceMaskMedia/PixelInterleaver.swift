import FaceMaskCFFmpeg

/// Interleaves separate colour planes to RGB pixels, reading the stored picture in upright order.
struct PixelInterleaver {
    private let red: UnsafePointer<UInt8>
    private let green: UnsafePointer<UInt8>
    private let blue: UnsafePointer<UInt8>
    private let alpha: UnsafePointer<UInt8>?
    private let walk: Orientation.Walk

    /// Prepares some rows of `frame`, which is in the layout's target format and must outlive this value.
    init?(_ frame: UnsafeMutablePointer<AVFrame>, layout: PixelLayout, rows: Range<Int>, orientation: Orientation) {
        let data = frame.pointee.data
        guard let first = data.0 else { return nil }
        switch layout.target {
        case AV_PIX_FMT_GBRP, AV_PIX_FMT_GBRAP:
            guard let second = data.1, let third = data.2 else { return nil }
            (red, green, blue) = (UnsafePointer(third), UnsafePointer(first), UnsafePointer(second))
            alpha = layout.target == AV_PIX_FMT_GBRAP ? data.3.map { UnsafePointer($0) } : nil
        default:
            (red, green, blue) = (UnsafePointer(first), UnsafePointer(first + 1), UnsafePointer(first + 2))
            alpha = layout.target == AV_PIX_FMT_RGBA ? UnsafePointer(first + 3) : nil
        }
        let rowStride = Int(frame.pointee.linesize.0)
        let walk = orientation.walk(
            width: layout.width, height: rows.count, pixelStride: layout.targetPixelStride, rowStride: rowStride)
        self.walk = Orientation.Walk(
            start: walk.start + rows.lowerBound * rowStride, columnStep: walk.columnStep, rowStep: walk.rowStep)
    }

    /// Writes `width` × `height` upright pixels to rows that are `rowLength` bytes apart.
    func interleave(into output: UnsafeMutablePointer<UInt8>, rowLength: Int, width: Int, height: Int) {
        for y in 0..<height {
            let target = output + y * rowLength
            let source = walk.start + y * walk.rowStep
            if let alpha {
                blendRow(alpha, from: source, count: width, into: target)
            } else {
                copyRow(from: source, count: width, into: target)
            }
        }
    }

    private func copyRow(from start: Int, count: Int, into target: UnsafeMutablePointer<UInt8>) {
        var source = start
        for x in 0..<count {
            target[x * 3] = red[source]
            target[x * 3 + 1] = green[source]
            target[x * 3 + 2] = blue[source]
            source += walk.columnStep
        }
    }

    private func blendRow(
        _ alpha: UnsafePointer<UInt8>, from start: Int, count: Int, into target: UnsafeMutablePointer<UInt8>
    ) {
        var source = start
        for x in 0..<count {
            let opacity = UInt32(alpha[source])
            target[x * 3] = Self.overWhite(red[source], opacity)
            target[x * 3 + 1] = Self.overWhite(green[source], opacity)
            target[x * 3 + 2] = Self.overWhite(blue[source], opacity)
            source += walk.columnStep
        }
    }

    /// Returns `color × opacity + white × (1 − opacity)`, rounded; the shifts divide by 255 exactly in this range.
    @inline(__always)
    private static func overWhite(_ color: UInt8, _ opacity: UInt32) -> UInt8 {
        let sum = UInt32(color) * opacity + 255 * (255 - opacity) + 128
        return UInt8(truncatingIfNeeded: (sum + sum >> 8) >> 8)
    }
}
