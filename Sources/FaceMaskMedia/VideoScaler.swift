import FaceMaskCFFmpeg

/// An swscale context for the frames of one video.
struct VideoScaler: ~Copyable {
    /// The size and format of the pixels on one side of a conversion.
    struct Side {
        let width: Int
        let height: Int
        let format: AVPixelFormat
        /// The meaning of YUV values; `nil` for RGB.
        let colors: VideoColors?
    }

    private let context: OpaquePointer
    private let sourceHeight: Int32

    init(from source: Side, to target: Side, flags: Int32) throws(Fault) {
        try MediaLibrary.load(.pictures)
        guard
            let context = sws_getContext(
                Int32(source.width), Int32(source.height), source.format, Int32(target.width), Int32(target.height),
                target.format, flags, nil, nil, nil)
        else { throw Fault(.unsupportedVideo, "its kind of pixels cannot be converted") }
        self.context = context
        sourceHeight = Int32(source.height)
        let plain = VideoColors(matrix: AVCOL_SPC_RGB, range: AVCOL_RANGE_MPEG, height: 0)
        let (from, to) = (source.colors ?? plain, target.colors ?? plain)
        // Brightness, contrast and saturation unchanged, the latter two in 16.16 fixed point.
        sws_setColorspaceDetails(
            context, sws_getCoefficients(from.matrix), from.isFullRange ? 1 : 0, sws_getCoefficients(to.matrix),
            to.isFullRange ? 1 : 0, 0, 1 << 16, 1 << 16)
    }

    deinit { sws_freeContext(context) }

    func scale(
        _ planes: [UnsafePointer<UInt8>?], strides: [Int32], into target: [UnsafeMutablePointer<UInt8>?],
        strides targetStrides: [Int32]
    ) throws(Fault) {
        guard sws_scale(context, planes, strides, 0, sourceHeight, target, targetStrides) > 0 else {
            throw Fault(.outOfMemory, "its pixels could not be converted")
        }
    }
}
