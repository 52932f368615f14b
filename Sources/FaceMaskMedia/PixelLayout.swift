import FaceMaskCFFmpeg

/// The properties of a decoded frame's pixel format that determine its conversion to RGB.
struct PixelLayout {
    private(set) var width: Int
    private(set) var height: Int
    let source: AVPixelFormat
    /// The format that swscale converts to: planes for YUV, RGBA for possible transparency, otherwise packed RGB.
    let target: AVPixelFormat
    /// The width rounded up to whole chroma samples. With an odd side, swscale would stretch the chroma slightly.
    let paddedWidth: Int
    let paddedHeight: Int
    /// Whether YUV ranges over 0…255. The yuvj formats imply it, a CMYK JPEG states it only in a field.
    let isFullRange: Bool
    private let chromaShift: Int

    var conversion: PixelConversion {
        PixelConversion(
            width: paddedWidth, height: paddedHeight, source: source, target: target, chromaShift: chromaShift)
    }

    /// The distance between pixels in bytes.
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

    /// Returns the layout of a frame that was resized and converted to the target format.
    func resized(width: Int, height: Int) -> PixelLayout {
        var layout = self
        (layout.width, layout.height) = (width, height)
        return layout
    }

    private static func roundedUp(_ side: Int, toMultipleOf step: Int) -> Int { (side + step - 1) / step * step }

    /// Returns the number of rows of the first plane in memory; decoders allocate whole blocks.
    private static func rows(of frame: UnsafeMutablePointer<AVFrame>) -> Int {
        guard let buffer = frame.pointee.buf.0, let start = buffer.pointee.data, let data = frame.pointee.data.0,
            frame.pointee.linesize.0 > 0
        else { return 0 }
        return (Int(buffer.pointee.size) - (data - start)) / Int(frame.pointee.linesize.0)
    }
}
