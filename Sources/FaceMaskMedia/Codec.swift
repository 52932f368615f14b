import FaceMaskCFFmpeg

/// A decoder or encoder of FFmpeg, with the last error that it logged.
struct Codec: ~Copyable {
    let context: UnsafeMutablePointer<AVCodecContext>
    let log = FFmpegLog()

    init(_ codec: UnsafePointer<AVCodec>?) throws(Fault) {
        try MediaLibrary.load(.pictures)
        guard let codec else { throw Fault(.unsupported, "this FFmpeg was built without the codec for its format") }
        guard let context = avcodec_alloc_context3(codec) else {
            throw Fault(.outOfMemory, "there is not enough memory for a codec")
        }
        self.context = context
        log.attach(to: context)
        // Callers decode pictures on several threads; threads of the codec's own would compete with them.
        context.pointee.thread_count = 1
    }

    deinit {
        // FFmpeg 5.1 doesn't free this table of an encoder. Later versions find it null.
        av_freep(&self.context.pointee.chroma_intra_matrix)
        var context: UnsafeMutablePointer<AVCodecContext>? = self.context
        avcodec_free_context(&context)
    }

    /// Returns the reason of a failure: the error that the codec logged, or else FFmpeg's text for `status`.
    func reason(_ status: Int32) -> String { log.lastMessage ?? ffmpegReason(status) }
}
