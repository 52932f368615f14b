import FaceMaskCFFmpeg
import FaceMaskCore

/// A format that pictures are written in.
enum PictureEncoder {
    case jpeg(quality: Int)
    case png

    init(fileExtension: String, jpegQuality: Int) throws(Fault) {
        switch fileExtension {
        case "jpg", "jpeg": self = .jpeg(quality: jpegQuality)
        case "png": self = .png
        case "": throw Fault(.unknownExtension, "its name has no extension")
        default: throw Fault(.unknownExtension, "pictures are not written as '.\(fileExtension)'")
        }
    }

    /// The level of zlib, 1…9. A portrait of 512×512 pixels takes 10 ms and 470 kB; zlib's default, 6, takes 34 ms and
    /// 457 kB.
    private static let pngCompression: Int32 = 2
    /// The fastest row filter of those that compress photos well, at level 6: 1.3 s for 12 megapixels against paeth's
    /// 1.8 s.
    private static let pngPrediction = "up"

    private var codec: AVCodecID {
        switch self {
        case .jpeg: AV_CODEC_ID_MJPEG
        case .png: AV_CODEC_ID_PNG
        }
    }

    /// JPEG keeps chroma at full resolution, so that thin coloured lines and letters stay sharp.
    private var pixelFormat: AVPixelFormat {
        switch self {
        case .jpeg: AV_PIX_FMT_YUVJ444P
        case .png: AV_PIX_FMT_RGB24
        }
    }

    /// A JPEG's sides are 16-bit numbers; the limit of FFmpeg's encoder is slightly lower.
    private var longestSide: Int {
        switch self {
        case .jpeg: 65_500
        case .png: Int(Int32.max)
        }
    }

    /// Encodes the picture as a file.
    func encode(_ image: Image) throws(Fault) -> EncodedPacket {
        guard max(image.width, image.height) <= longestSide else {
            throw Fault(.notEncodable, "a side of \(max(image.width, image.height)) pixels is too long for its format")
        }
        let encoder = try Codec(avcodec_find_encoder(codec))
        try configure(encoder.context, for: image)
        let picture = try frame(of: image)
        let result = try EncodedPacket()
        var status = avcodec_open2(encoder.context, nil, nil)
        if status >= 0 { status = avcodec_send_frame(encoder.context, picture.frame) }
        if status >= 0 { status = avcodec_receive_packet(encoder.context, result.packet) }
        guard status >= 0 else { throw Fault(.notEncodable, "encoding failed (\(encoder.reason(status)))") }
        return result
    }

    private func configure(_ context: UnsafeMutablePointer<AVCodecContext>, for image: Image) throws(Fault) {
        context.pointee.width = Int32(image.width)
        context.pointee.height = Int32(image.height)
        context.pointee.pix_fmt = pixelFormat
        context.pointee.time_base = AVRational(num: 1, den: 1)
        // Leaves the encoder's name and version out of the file.
        context.pointee.flags |= AV_CODEC_FLAG_BITEXACT
        switch self {
        case .jpeg(let quality):
            let tables = try QuantizationTables(quality: quality).unownedCopies()
            context.pointee.intra_matrix = tables.luma
            context.pointee.chroma_intra_matrix = tables.chroma
            context.pointee.flags |= AV_CODEC_FLAG_QSCALE
            context.pointee.global_quality = QuantizationTables.neutralScale * FF_QP2LAMBDA
        case .png:
            context.pointee.compression_level = Self.pngCompression
            av_opt_set(context.pointee.priv_data, "pred", Self.pngPrediction, 0)
        }
    }

    private func frame(of image: Image) throws(Fault) -> PictureFrame {
        let rgb = try PictureFrame(width: image.width, height: image.height, format: AV_PIX_FMT_RGB24)
        let rowLength = Int32(image.width * 3)
        image.pixels.withUnsafeBufferPointer { pixels in
            av_image_copy_plane(
                rgb.frame.pointee.data.0, rgb.frame.pointee.linesize.0, pixels.baseAddress, rowLength, rowLength,
                Int32(image.height))
        }
        guard pixelFormat != AV_PIX_FMT_RGB24 else { return rgb }
        let result = try PictureFrame(width: image.width, height: image.height, format: pixelFormat)
        let scaler = try PixelScaler(
            PixelConversion(width: image.width, height: image.height, source: AV_PIX_FMT_RGB24, target: pixelFormat))
        try scaler.scale(rgb, into: result.planes, strides: result.strides)
        if case .jpeg = self { result.frame.pointee.quality = QuantizationTables.neutralScale * FF_QP2LAMBDA }
        return result
    }
}
