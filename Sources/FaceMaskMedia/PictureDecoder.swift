import FaceMaskCFFmpeg

/// Decodes the first picture of a file's bytes with FFmpeg's decoder for the format, without a demuxer: these formats'
/// decoders take a whole file as one packet.
enum PictureDecoder {
    static func decode(
        _ bytes: consuming PictureBytes, format: PictureFormat, header: PictureHeader
    ) throws(Fault) -> PictureFrame {
        let codec = try Codec(avcodec_find_decoder(format.codec))
        // FFmpeg counts the pixels of its aligned rows.
        codec.context.pointee.max_pixels = Int64(header.width + alignment) * Int64(header.height + alignment)
        // A picture with a hole in it gives a false answer, so every fault the decoder notices is one. The TIFF decoder
        // would stop at any tag it doesn't know, the orientation among them.
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
        else { throw Fault(.damaged, "its parts disagree about how large it is") }
        return picture
    }

    /// STRIDE_ALIGN of libavcodec/internal.h, at most.
    private static let alignment = 64

    private static func fault(_ status: Int32, _ codec: borrowing Codec) -> Fault {
        switch status {
        case facemask_averror_enomem: Fault(.outOfMemory, "there is no memory for its pixels")
        case facemask_averror_patchwelcome:
            Fault(.unsupported, "FFmpeg does not decode this kind (\(codec.reason(status)))")
        case facemask_averror_eagain, facemask_averror_eof: Fault(.damaged, "it holds no whole picture")
        default: Fault(.damaged, "its content is broken (\(codec.reason(status)))")
        }
    }
}
