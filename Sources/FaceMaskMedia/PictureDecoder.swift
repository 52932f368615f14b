import FaceMaskCFFmpeg

/// Decodes the first picture of a file with FFmpeg's decoder for the format. No demuxer is needed, since the decoders
/// of these formats take a whole file as one packet.
enum PictureDecoder {
    static func decode(
        _ bytes: consuming PictureBytes, format: PictureFormat, header: PictureHeader
    ) throws(Fault) -> PictureFrame {
        let codec = try Codec(avcodec_find_decoder(format.codec))
        // FFmpeg's limit includes the padding of its aligned rows.
        codec.context.pointee.max_pixels = Int64(header.width + alignment) * Int64(header.height + alignment)
        // A partly decoded picture would give a false result, so every fault that the decoder notices is an error. The
        // TIFF decoder, however, would stop at any unknown tag, such as the orientation.
        codec.context.pointee.err_recognition = format == .tiff ? AV_EF_CRCCHECK : AV_EF_CRCCHECK | AV_EF_EXPLODE
        var status = avcodec_open2(codec.context, nil, nil)
        let packet = try bytes.packet()
        let picture = try PictureFrame()
        if status >= 0 { status = avcodec_send_packet(codec.context, packet.packet) }
        if status >= 0 { status = avcodec_receive_frame(codec.context, picture.frame) }
        guard status >= 0 else { throw fault(status, codec) }
        guard codec.log.lastMessage == nil, picture.frame.pointee.decode_error_flags == 0 else {
            throw Fault(.damaged, "its content is broken (\(codec.reason(status)))")
        }
        guard Int(picture.frame.pointee.width) == header.width, Int(picture.frame.pointee.height) == header.height
        else { throw Fault(.damaged, "its parts contradict each other about its size") }
        return picture
    }

    /// The maximum of STRIDE_ALIGN in libavcodec/internal.h.
    private static let alignment = 64

    private static func fault(_ status: Int32, _ codec: borrowing Codec) -> Fault {
        switch status {
        case facemask_averror_enomem: Fault(.outOfMemory, "there is not enough memory for its pixels")
        case facemask_averror_patchwelcome:
            Fault(.unsupported, "FFmpeg does not decode this kind (\(codec.reason(status)))")
        case facemask_averror_eagain, facemask_averror_eof: Fault(.damaged, "it contains no complete picture")
        default: Fault(.damaged, "its content is broken (\(codec.reason(status)))")
        }
    }
}
