import CFFmpeg

/// One of FFmpeg's decoders or encoders, with the last complaint it made.
struct Codec: ~Copyable {
    let context: UnsafeMutablePointer<AVCodecContext>
    let log = FFmpegLog()

    init(_ codec: UnsafePointer<AVCodec>?) throws(Fault) {
        try MediaLibrary.load(.pictures)
        guard let codec else { throw Fault(.unsupported, "this FFmpeg was built without the part for its format") }
        guard let context = avcodec_alloc_context3(codec) else {
            throw Fault(.outOfMemory, "there is no memory for a codec")
        }
        self.context = context
        log.attach(to: context)
        // Callers spread pictures over threads; a codec's own threads would only get in their way.
        context.pointee.thread_count = 1
    }

    deinit {
        // FFmpeg 5.1 forgets this one of an encoder's tables; later ones find it gone.
        av_freep(&self.context.pointee.chroma_intra_matrix)
        var context: UnsafeMutablePointer<AVCodecContext>? = self.context
        avcodec_free_context(&context)
    }

    /// What went wrong, in the codec's words where it left any.
    func reason(_ status: Int32) -> String { log.lastMessage ?? ffmpegReason(status) }
}
