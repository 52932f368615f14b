// The functions of FFmpeg that FaceMaskMedia calls, one row each:
//
//   FUNCTION(library, result, value returned if its library is missing, name, parameters, arguments)
//
// Forwarding.c defines FUNCTION and includes this file once for each use of the rows. A function without a row fails to
// link.

#define NOTHING
#define FAILURE AVERROR(ENOSYS)
#define UNKNOWN ((AVRational){0, 1})

FUNCTION(avutil, const char *, NULL, av_version_info, (void), ())
FUNCTION(avutil, int, FAILURE, av_strerror, (int number, char *text, size_t size), (number, text, size))
FUNCTION(avutil, void, NOTHING, av_log_set_callback, (void (*callback)(void *, int, const char *, va_list)), (callback))
FUNCTION(avutil, void, NOTHING, av_free, (void *memory), (memory))
FUNCTION(avutil, void, NOTHING, av_freep, (void *memory), (memory))
FUNCTION(avutil, void *, NULL, av_memdup, (const void *memory, size_t size), (memory, size))
FUNCTION(avutil, AVBufferRef *, NULL, av_buffer_create,
         (uint8_t *data, size_t size, void (*release)(void *, uint8_t *), void *context, int flags),
         (data, size, release, context, flags))
FUNCTION(avutil, AVFrame *, NULL, av_frame_alloc, (void), ())
FUNCTION(avutil, void, NOTHING, av_frame_free, (AVFrame **frame), (frame))
FUNCTION(avutil, int, FAILURE, av_frame_get_buffer, (AVFrame *frame, int align), (frame, align))
FUNCTION(avutil, void, NOTHING, av_frame_unref, (AVFrame *frame), (frame))
FUNCTION(avutil, void, NOTHING, av_frame_move_ref, (AVFrame *target, AVFrame *source), (target, source))
FUNCTION(avutil, int, FAILURE, av_frame_ref, (AVFrame *target, const AVFrame *source), (target, source))
FUNCTION(avutil, int, FAILURE, av_frame_apply_cropping, (AVFrame *frame, int flags), (frame, flags))
FUNCTION(avutil, int, FAILURE, av_frame_make_writable, (AVFrame *frame), (frame))
FUNCTION(avutil, int, FAILURE, av_dict_set, (AVDictionary **dictionary, const char *key, const char *value, int flags),
         (dictionary, key, value, flags))
FUNCTION(avutil, void, NOTHING, av_dict_free, (AVDictionary **dictionary), (dictionary))
FUNCTION(avutil, int, FAILURE, av_opt_set, (void *object, const char *name, const char *value, int flags),
         (object, name, value, flags))
FUNCTION(avutil, const AVPixFmtDescriptor *, NULL, av_pix_fmt_desc_get, (enum AVPixelFormat format), (format))
FUNCTION(avutil, void, NOTHING, av_image_copy_plane,
         (uint8_t *target, int target_stride, const uint8_t *source, int source_stride, int width, int height),
         (target, target_stride, source, source_stride, width, height))

FUNCTION(avcodec, AVPacket *, NULL, av_packet_alloc, (void), ())
FUNCTION(avcodec, void, NOTHING, av_packet_free, (AVPacket **packet), (packet))
FUNCTION(avcodec, void, NOTHING, av_packet_unref, (AVPacket *packet), (packet))
FUNCTION(avcodec, void, NOTHING, av_packet_rescale_ts, (AVPacket *packet, AVRational from, AVRational to),
         (packet, from, to))
FUNCTION(avcodec, const AVClass *, NULL, avcodec_get_class, (void), ())
FUNCTION(avcodec, const AVCodec *, NULL, avcodec_find_decoder, (enum AVCodecID codec), (codec))
FUNCTION(avcodec, const AVCodec *, NULL, avcodec_find_encoder, (enum AVCodecID codec), (codec))
FUNCTION(avcodec, const AVCodec *, NULL, avcodec_find_encoder_by_name, (const char *name), (name))
FUNCTION(avcodec, const char *, NULL, avcodec_get_name, (enum AVCodecID codec), (codec))
FUNCTION(avcodec, int, FAILURE, avcodec_parameters_to_context,
         (AVCodecContext *context, const AVCodecParameters *parameters), (context, parameters))
FUNCTION(avcodec, int, FAILURE, avcodec_parameters_from_context,
         (AVCodecParameters *parameters, const AVCodecContext *context), (parameters, context))
FUNCTION(avcodec, int, FAILURE, avcodec_parameters_copy, (AVCodecParameters *target, const AVCodecParameters *source),
         (target, source))
FUNCTION(avcodec, AVCodecContext *, NULL, avcodec_alloc_context3, (const AVCodec *codec), (codec))
FUNCTION(avcodec, void, NOTHING, avcodec_free_context, (AVCodecContext **context), (context))
FUNCTION(avcodec, int, FAILURE, avcodec_open2, (AVCodecContext *context, const AVCodec *codec, AVDictionary **options),
         (context, codec, options))
FUNCTION(avcodec, int, FAILURE, avcodec_send_packet, (AVCodecContext *context, const AVPacket *packet),
         (context, packet))
FUNCTION(avcodec, int, FAILURE, avcodec_receive_packet, (AVCodecContext *context, AVPacket *packet), (context, packet))
FUNCTION(avcodec, int, FAILURE, avcodec_send_frame, (AVCodecContext *context, const AVFrame *frame), (context, frame))
FUNCTION(avcodec, int, FAILURE, avcodec_receive_frame, (AVCodecContext *context, AVFrame *frame), (context, frame))

FUNCTION(swscale, struct SwsContext *, NULL, sws_getContext,
         (int source_width, int source_height, enum AVPixelFormat source_format, int target_width, int target_height,
          enum AVPixelFormat target_format, int flags, SwsFilter *source_filter, SwsFilter *target_filter,
          const double *parameters),
         (source_width, source_height, source_format, target_width, target_height, target_format, flags, source_filter,
          target_filter, parameters))
FUNCTION(swscale, void, NOTHING, sws_freeContext, (struct SwsContext *context), (context))
FUNCTION(swscale, const int *, NULL, sws_getCoefficients, (int space), (space))
FUNCTION(swscale, int, FAILURE, sws_setColorspaceDetails,
         (struct SwsContext *context, const int source[4], int source_range, const int target[4], int target_range,
          int brightness, int contrast, int saturation),
         (context, source, source_range, target, target_range, brightness, contrast, saturation))
FUNCTION(swscale, int, FAILURE, sws_scale,
         (struct SwsContext *context, const uint8_t *const source[], const int source_strides[], int top, int height,
          uint8_t *const target[], const int target_strides[]),
         (context, source, source_strides, top, height, target, target_strides))

FUNCTION(avformat, const AVClass *, NULL, avformat_get_class, (void), ())
FUNCTION(avformat, AVFormatContext *, NULL, avformat_alloc_context, (void), ())
FUNCTION(avformat, void, NOTHING, avformat_free_context, (AVFormatContext *context), (context))
FUNCTION(avformat, int, FAILURE, avformat_open_input,
         (AVFormatContext **context, const char *address, const AVInputFormat *format, AVDictionary **options),
         (context, address, format, options))
FUNCTION(avformat, const AVInputFormat *, NULL, av_find_input_format, (const char *name), (name))
FUNCTION(avformat, void, NOTHING, avformat_close_input, (AVFormatContext **context), (context))
FUNCTION(avformat, int, FAILURE, avformat_find_stream_info, (AVFormatContext *context, AVDictionary **options),
         (context, options))
FUNCTION(avformat, int, FAILURE, av_read_frame, (AVFormatContext *context, AVPacket *packet), (context, packet))
FUNCTION(avformat, int, FAILURE, av_seek_frame, (AVFormatContext *context, int stream, int64_t time, int flags),
         (context, stream, time, flags))
FUNCTION(avformat, AVRational, UNKNOWN, av_guess_frame_rate,
         (AVFormatContext *context, AVStream *stream, AVFrame *frame), (context, stream, frame))
FUNCTION(avformat, AVRational, UNKNOWN, av_guess_sample_aspect_ratio,
         (AVFormatContext *context, AVStream *stream, AVFrame *frame), (context, stream, frame))
#if LIBAVFORMAT_VERSION_MAJOR < 61
FUNCTION(avformat, uint8_t *, NULL, av_stream_get_side_data,
         (const AVStream *stream, enum AVPacketSideDataType type, size_t *size), (stream, type, size))
#else
FUNCTION(avcodec, const AVPacketSideData *, NULL, av_packet_side_data_get,
         (const AVPacketSideData *data, int count, enum AVPacketSideDataType type), (data, count, type))
#endif
FUNCTION(avformat, int, FAILURE, avformat_alloc_output_context2,
         (AVFormatContext **context, const AVOutputFormat *format, const char *name, const char *file),
         (context, format, name, file))
FUNCTION(avformat, int, FAILURE, avformat_query_codec,
         (const AVOutputFormat *format, enum AVCodecID codec, int compliance), (format, codec, compliance))
FUNCTION(avformat, AVStream *, NULL, avformat_new_stream, (AVFormatContext *context, const AVCodec *codec),
         (context, codec))
FUNCTION(avformat, int, FAILURE, avformat_write_header, (AVFormatContext *context, AVDictionary **options),
         (context, options))
FUNCTION(avformat, int, FAILURE, av_write_frame, (AVFormatContext *context, AVPacket *packet), (context, packet))
FUNCTION(avformat, int, FAILURE, av_interleaved_write_frame, (AVFormatContext *context, AVPacket *packet),
         (context, packet))
FUNCTION(avformat, int, FAILURE, av_write_trailer, (AVFormatContext *context), (context))
FUNCTION(avformat, int, FAILURE, avio_open, (AVIOContext **stream, const char *address, int flags),
         (stream, address, flags))
FUNCTION(avformat, int, FAILURE, avio_closep, (AVIOContext **stream), (stream))
FUNCTION(avformat, void, NOTHING, avio_flush, (AVIOContext *stream), (stream))

FUNCTION(avdevice, void, NOTHING, avdevice_register_all, (void), ())

// SDL's functions, which libavdevice needs for windows; an FFmpeg without windows is built without SDL.
FUNCTION(sdl, const char *, NULL, SDL_GetCurrentVideoDriver, (void), ())
FUNCTION(sdl, int, 0, SDL_HasEvents, (uint32_t first, uint32_t last), (first, last))
FUNCTION(sdl, uint8_t, 0, SDL_EventState, (uint32_t kind, int state), (kind, state))

#undef NOTHING
#undef FAILURE
#undef UNKNOWN
