import FaceMaskCFFmpeg

/// A picture in FFmpeg's memory, in any pixel format, its rows aligned and padded for FFmpeg's vector code.
struct PictureFrame: ~Copyable {
    let frame: UnsafeMutablePointer<AVFrame>

    /// Creates an empty frame for a decoder to fill.
    init() throws(Fault) { frame = try Self.allocated() }

    /// Creates a frame that shares a rectangle of another frame's pixels. Its edges are at boundaries of chroma
    /// samples.
    init(columns: Range<Int>, rows: Range<Int>, of whole: borrowing PictureFrame) throws(Fault) {
        let allocated = try Self.allocated()
        var frame: UnsafeMutablePointer<AVFrame>? = allocated
        guard av_frame_ref(allocated, whole.frame) >= 0 else {
            av_frame_free(&frame)
            throw Fault(.outOfMemory, "there is not enough memory for a frame")
        }
        allocated.pointee.crop_left = columns.lowerBound
        allocated.pointee.crop_top = rows.lowerBound
        allocated.pointee.crop_right = Int(allocated.pointee.width) - columns.upperBound
        allocated.pointee.crop_bottom = Int(allocated.pointee.height) - rows.upperBound
        guard av_frame_apply_cropping(allocated, Int32(AV_FRAME_CROP_UNALIGNED)) >= 0 else {
            av_frame_free(&frame)
            throw Fault(.unsupported, "parts of its kind of pixels cannot be converted")
        }
        self.frame = allocated
    }

    /// Creates a frame with memory for pixels.
    init(width: Int, height: Int, format: AVPixelFormat) throws(Fault) {
        let allocated = try Self.allocated()
        allocated.pointee.width = Int32(width)
        allocated.pointee.height = Int32(height)
        allocated.pointee.format = format.rawValue
        guard av_frame_get_buffer(allocated, 0) >= 0 else {
            var frame: UnsafeMutablePointer<AVFrame>? = allocated
            av_frame_free(&frame)
            throw Fault(.outOfMemory, "there is not enough memory for its pixels")
        }
        self.frame = allocated
    }

    private static func allocated() throws(Fault) -> UnsafeMutablePointer<AVFrame> {
        try MediaLibrary.load(.pictures)
        guard let frame = av_frame_alloc() else { throw Fault(.outOfMemory, "there is not enough memory for a frame") }
        return frame
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
}
