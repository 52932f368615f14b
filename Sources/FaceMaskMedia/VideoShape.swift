import FaceMaskCFFmpeg

/// The properties that determine the conversion of a video's frame to an `Image`. They may change during a video.
struct VideoShape: Equatable {
    let width: Int
    let height: Int
    let format: AVPixelFormat
    let colors: VideoColors
    /// The ratio of a pixel's width to its height.
    let pixelAspect: Double
    let orientation: Orientation

    /// Ratios outside this range indicate a damaged header; anamorphic video reaches 2.
    private static let plausibleAspects = 0.25...4.0

    /// `aspect` and `orientation` come from the container, which takes precedence over the codec.
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

    /// Creates the shape that a file's header announces.
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

    /// The stored frame's size with square pixels: the shorter side is enlarged, so that no detail is lost.
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

/// The meaning of YUV values.
struct VideoColors: Equatable {
    /// swscale's number for the coefficients.
    let matrix: Int32
    /// Whether YUV ranges over 0…255.
    let isFullRange: Bool

    /// The minimum height from which untagged video is taken for BT.709: above standard definition, as players do.
    private static let minimumHighDefinitionHeight = 720

    init(matrix: AVColorSpace, range: AVColorRange, height: Int) {
        self.matrix =
            switch matrix {
            case AVCOL_SPC_BT709: SWS_CS_ITU709
            case AVCOL_SPC_FCC: SWS_CS_FCC
            case AVCOL_SPC_BT470BG, AVCOL_SPC_SMPTE170M: SWS_CS_ITU601
            case AVCOL_SPC_SMPTE240M: SWS_CS_SMPTE240M
            case AVCOL_SPC_BT2020_NCL, AVCOL_SPC_BT2020_CL: SWS_CS_BT2020
            default: height >= Self.minimumHighDefinitionHeight ? SWS_CS_ITU709 : SWS_CS_ITU601
            }
        isFullRange = range == AVCOL_RANGE_JPEG
    }

    /// The colours of written videos: tagged, and what players assume at that height.
    init(writingHeight height: Int) {
        self.init(matrix: AVCOL_SPC_UNSPECIFIED, range: AVCOL_RANGE_MPEG, height: height)
    }
}
