import CFFmpeg

/// A picture in FFmpeg's memory: any pixel format, rows aligned and padded as its vector code wants them.
struct PictureFrame: ~Copyable {
    let frame: UnsafeMutablePointer<AVFrame>

    /// A frame for a decoder to fill.
    init() throws(Fault) {
        guard let frame = av_frame_alloc() else { throw Fault(.outOfMemory, "there is no memory for a frame") }
        self.frame = frame
    }

    /// A frame with room for pixels.
    init(width: Int, height: Int, format: AVPixelFormat) throws(Fault) {
        var frame = av_frame_alloc()
        frame?.pointee.width = Int32(width)
        frame?.pointee.height = Int32(height)
        frame?.pointee.format = format.rawValue
        guard let allocated = frame, av_frame_get_buffer(allocated, 0) >= 0 else {
            av_frame_free(&frame)
            throw Fault(.outOfMemory, "there is no memory for its pixels")
        }
        self.frame = allocated
    }

    deinit {
        var frame: UnsafeMutablePointer<AVFrame>? = self.frame
        av_frame_free(&frame)
    }

    var planes: [UnsafeMutablePointer<UInt8>?] {
        let data = frame.pointee.data
        return [data.0, data.1, data.2, data.3]
    }

    var strides: [Int32] {
        let sizes = frame.pointee.linesize
        return [sizes.0, sizes.1, sizes.2, sizes.3]
    }

    /// Converts the pixels into memory at `planes`, whose rows are `strides` bytes apart.
    func scale(
        _ conversion: PixelConversion, into planes: [UnsafeMutablePointer<UInt8>?], strides: [Int32]
    ) throws(Fault) {
        let (width, height) = (Int32(conversion.width), Int32(conversion.height))
        guard
            let context = sws_getContext(
                width, height, conversion.source, width, height, conversion.target, PixelConversion.flags, nil, nil,
                nil)
        else { throw Fault(.unsupported, "its kind of pixels cannot be converted") }
        defer { sws_freeContext(context) }
        // The yuvj formats say it themselves; a JPEG of four inks comes as plain yuva with this field.
        if frame.pointee.color_range == AVCOL_RANGE_JPEG {
            let bt601 = sws_getCoefficients(SWS_CS_ITU601)
            sws_setColorspaceDetails(context, bt601, 1, bt601, 1, 0, 1 << 16, 1 << 16)
        }
        let sources = self.planes.map { UnsafePointer($0) }
        guard sws_scale(context, sources, self.strides, 0, height, planes, strides) == height else {
            throw Fault(.outOfMemory, "its pixels could not be converted")
        }
    }
}

/// From which pixel format to which, over how much of a frame.
struct PixelConversion {
    let width: Int
    let height: Int
    let source: AVPixelFormat
    let target: AVPixelFormat

    /// Chroma is interpolated and nothing is rounded early; without these, colours are off by up to 30 levels at edges.
    static let flags = SWS_BILINEAR | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT | SWS_FULL_CHR_H_INP
}
