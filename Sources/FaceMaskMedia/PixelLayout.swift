import FaceMaskCFFmpeg

/// What a decoded frame's pixel format means for its way to RGB.
struct PixelLayout {
    private(set) var width: Int
    private(set) var height: Int
    let source: AVPixelFormat
    /// The format swscale turns it into: planes for YUV, RGB with alpha where there may be transparency, else plain RGB.
    let target: AVPixelFormat
    /// The sides rounded up to whole chroma samples. With an odd side, swscale would stretch the chroma a little.
    let paddedWidth: Int
    let paddedHeight: Int
    /// Whether YUV runs from 0 to 255. The yuvj formats say so themselves, a JPEG of four inks only in a field.
    let isFullRange: Bool
    private let chromaShift: Int

    var conversion: PixelConversion {
        PixelConversion(
            width: paddedWidth, height: paddedHeight, source: source, target: target, chromaShift: chromaShift)
    }

    /// From one value of a colour to the next, in bytes.
    var targetPixelStride: Int {
        switch target {
        case AV_PIX_FMT_RGBA: 4
        case AV_PIX_FMT_RGB24: 3
        default: 1
        }
    }

    init(of frame: UnsafeMutablePointer<AVFrame>, ignoresAlpha: Bool) throws(Fault) {
        source = AVPixelFormat(rawValue: frame.pointee.format)
        guard let description = av_pix_fmt_desc_get(source)?.pointee, frame.pointee.width > 0, frame.pointee.height > 0
        else { throw Fault(.unsupported, "its pixel format is unknown") }
        isFullRange = frame.pointee.color_range == AVCOL_RANGE_JPEG
        chromaShift = Int(description.log2_chroma_h)
        width = Int(frame.pointee.width)
        height = Int(frame.pointee.height)
        let flags = Int32(truncatingIfNeeded: description.flags)
        let mayBeTransparent = !ignoresAlpha && flags & (AV_PIX_FMT_FLAG_ALPHA | AV_PIX_FMT_FLAG_PAL) != 0
        let isYUV = flags & AV_PIX_FMT_FLAG_RGB == 0 && description.nb_components >= 3
        target =
            switch (isYUV, mayBeTransparent) {
            case (true, true): AV_PIX_FMT_GBRAP
            case (true, false): AV_PIX_FMT_GBRP
            case (false, true): AV_PIX_FMT_RGBA
            case (false, false): AV_PIX_FMT_RGB24
            }
        let wide = Self.roundedUp(width, toMultipleOf: 1 << Int(description.log2_chroma_w))
        let high = Self.roundedUp(height, toMultipleOf: 1 << Int(description.log2_chroma_h))
        let isAllocated = Int(frame.pointee.linesize.0) >= wide && Self.rows(of: frame) >= high
        paddedWidth = isAllocated ? wide : width
        paddedHeight = isAllocated ? high : height
    }

    /// The same for a frame that was brought to another size in the target's format.
    func resized(width: Int, height: Int) -> PixelLayout {
        var layout = self
        (layout.width, layout.height) = (width, height)
        return layout
    }

    private static func roundedUp(_ side: Int, toMultipleOf step: Int) -> Int { (side + step - 1) / step * step }

    /// How many rows of the first plane are in memory; decoders take whole blocks.
    private static func rows(of frame: UnsafeMutablePointer<AVFrame>) -> Int {
        guard let buffer = frame.pointee.buf.0, let start = buffer.pointee.data, let data = frame.pointee.data.0,
            frame.pointee.linesize.0 > 0
        else { return 0 }
        return (Int(buffer.pointee.size) - (data - start)) / Int(frame.pointee.linesize.0)
    }
}
