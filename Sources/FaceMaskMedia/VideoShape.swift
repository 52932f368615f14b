import FaceMaskCFFmpeg

/// What decides how a video's frame becomes an `Image`. It may change within a video.
struct VideoShape: Equatable {
    let width: Int
    let height: Int
    let format: AVPixelFormat
    let colors: VideoColors
    /// The width of a pixel by its height.
    let pixelAspect: Double
    let orientation: Orientation

    /// Pixels beyond this are a broken header rather than a lens; anamorphic ones reach 2.
    private static let plausibleAspects = 0.25...4.0

    /// `aspect` and `orientation` come from the container, which knows better than the codec.
    init(
        of frame: UnsafeMutablePointer<AVFrame>, aspect: AVRational, orientation: Orientation
    ) {
        width = Int(frame.pointee.width)
        height = Int(frame.pointee.height)
        format = AVPixelFormat(rawValue: frame.pointee.format)
        colors = VideoColors(
            matrix: frame.pointee.colorspace, range: frame.pointee.color_range, height: Int(frame.pointee.height))
        pixelAspect = Self.plausible(aspect)
        self.orientation = orientation
    }

    /// The shape as a file's header foretells it.
    init(of codec: UnsafeMutablePointer<AVCodecParameters>, aspect: AVRational, orientation: Orientation) {
        width = Int(codec.pointee.width)
        height = Int(codec.pointee.height)
        format = AVPixelFormat(rawValue: codec.pointee.format)
        colors = VideoColors(
            matrix: codec.pointee.color_space, range: codec.pointee.color_range, height: Int(codec.pointee.height))
        pixelAspect = Self.plausible(aspect)
        self.orientation = orientation
    }

    private static func plausible(_ aspect: AVRational) -> Double {
        aspect.value.flatMap { plausibleAspects.contains($0) ? $0 : nil } ?? 1
    }

    /// The stored frame's size with square pixels: the side that is too short grows, so that nothing is lost.
    var squareSize: (width: Int, height: Int) {
        pixelAspect >= 1
            ? (Int((Double(width) * pixelAspect).rounded()), height)
            : (width, Int((Double(height) / pixelAspect).rounded()))
    }

    var uprightSize: (width: Int, height: Int) {
        let square = squareSize
        return orientation.swapsSides ? (square.height, square.width) : square
    }
}

/// How YUV is meant.
struct VideoColors: Equatable {
    /// swscale's number of the coefficients.
    let matrix: Int32
    /// Whether YUV runs from 0 to 255.
    let isFullRange: Bool

    /// The least height of pictures that are in BT.709 when nothing is said: above standard definition, as players do.
    private static let leastHighDefinition = 720

    init(matrix: AVColorSpace, range: AVColorRange, height: Int) {
        self.matrix =
            switch matrix {
            case AVCOL_SPC_BT709: SWS_CS_ITU709
            case AVCOL_SPC_FCC: SWS_CS_FCC
            case AVCOL_SPC_BT470BG, AVCOL_SPC_SMPTE170M: SWS_CS_ITU601
            case AVCOL_SPC_SMPTE240M: SWS_CS_SMPTE240M
            case AVCOL_SPC_BT2020_NCL, AVCOL_SPC_BT2020_CL: SWS_CS_BT2020
            default: height >= Self.leastHighDefinition ? SWS_CS_ITU709 : SWS_CS_ITU601
            }
        isFullRange = range == AVCOL_RANGE_JPEG
    }

    /// The colours that this program writes: tagged, and what players take for granted at that height.
    init(writingHeight height: Int) {
        self.init(matrix: AVCOL_SPC_UNSPECIFIED, range: AVCOL_RANGE_MPEG, height: height)
    }
}
