// Each function of FFmpeg that Media calls, forwarded to FFmpeg's own libraries, which are loaded when the first one is
// called. As Debian builds them they bring some 80 others along; loading them takes longer than decoding a photo, and
// here it happens while the networks load (docs/design.md). libavformat, which photos don't need, waits for the first
// video, libavdevice for the first camera or window. A function that is missing here is missing at link time.
#include "CFFmpeg.h"

#include <dlfcn.h>
#include <libavutil/macros.h>
#include <stdio.h>
#include <threads.h>
#include <unistd.h>

// The version whose headers this is built with: a library with another has other structures.
static const char *const names[] = {
    "libavutil.so." AV_STRINGIFY(LIBAVUTIL_VERSION_MAJOR),
    "libavcodec.so." AV_STRINGIFY(LIBAVCODEC_VERSION_MAJOR),
    "libswscale.so." AV_STRINGIFY(LIBSWSCALE_VERSION_MAJOR),
    "libavformat.so." AV_STRINGIFY(LIBAVFORMAT_VERSION_MAJOR),
    "libavdevice.so." AV_STRINGIFY(LIBAVDEVICE_VERSION_MAJOR),
};
enum { avutil, avcodec, swscale, avformat, avdevice, count };

static once_flag pictures = ONCE_FLAG_INIT;
static once_flag videos = ONCE_FLAG_INIT;
static once_flag devices = ONCE_FLAG_INIT;
static void *libraries[count];

// The system's loader ends a program in the same way, with the same exit code, when a library is missing at its start.
static void end(void) {
  fprintf(stderr, "facemask: %s; scripts/setup installs FFmpeg\n", dlerror());
  _exit(127);
}

static void load(int library) {
  libraries[library] = dlopen(names[library], RTLD_LAZY | RTLD_LOCAL);
  if (!libraries[library]) end();
}

static void load_for_pictures(void) {
  for (int library = 0; library < avformat; library++) load(library);
}

static void load_for_videos(void) { load(avformat); }

static void load_for_devices(void) { load(avdevice); }

static void *function(int library, const char *name) {
  call_once(&pictures, load_for_pictures);
  if (library == avformat) call_once(&videos, load_for_videos);
  if (library == avdevice) call_once(&devices, load_for_devices);
  void *found = dlsym(libraries[library], name);
  if (!found) end();
  return found;
}

// Looked up once for each function; a second look-up by another thread finds the same address. Hidden, so that FFmpeg's
// libraries keep calling their own.
#define FORWARD(library, result, name, parameters, arguments)              \
  __attribute__((visibility("hidden"))) result name parameters {           \
    static __typeof__(name) *_Atomic found;                                \
    if (!found) found = (__typeof__(name) *)function(library, #name);      \
    return found arguments;                                                \
  }

FORWARD(avutil, const char *, av_version_info, (void), ())
FORWARD(avutil, int, av_strerror, (int number, char *text, size_t size), (number, text, size))
FORWARD(avutil, void, av_log_set_callback, (void (*callback)(void *, int, const char *, va_list)), (callback))
FORWARD(avutil, void, av_free, (void *memory), (memory))
FORWARD(avutil, void, av_freep, (void *memory), (memory))
FORWARD(avutil, void *, av_memdup, (const void *memory, size_t size), (memory, size))
FORWARD(avutil, AVBufferRef *, av_buffer_create,
        (uint8_t * data, size_t size, void (*release)(void *, uint8_t *), void *context, int flags),
        (data, size, release, context, flags))
FORWARD(avutil, AVFrame *, av_frame_alloc, (void), ())
FORWARD(avutil, void, av_frame_free, (AVFrame * *frame), (frame))
FORWARD(avutil, int, av_frame_get_buffer, (AVFrame * frame, int align), (frame, align))
FORWARD(avutil, void, av_frame_unref, (AVFrame * frame), (frame))
FORWARD(avutil, void, av_frame_move_ref, (AVFrame * target, AVFrame *source), (target, source))
FORWARD(avutil, int, av_frame_ref, (AVFrame * target, const AVFrame *source), (target, source))
FORWARD(avutil, int, av_frame_apply_cropping, (AVFrame * frame, int flags), (frame, flags))
FORWARD(avutil, int, av_frame_make_writable, (AVFrame * frame), (frame))
FORWARD(avutil, int, av_dict_set, (AVDictionary * *dictionary, const char *key, const char *value, int flags),
        (dictionary, key, value, flags))
FORWARD(avutil, void, av_dict_free, (AVDictionary * *dictionary), (dictionary))
FORWARD(avutil, int, av_opt_set, (void *object, const char *name, const char *value, int flags),
        (object, name, value, flags))
FORWARD(avutil, const AVPixFmtDescriptor *, av_pix_fmt_desc_get, (enum AVPixelFormat format), (format))
FORWARD(avutil, void, av_image_copy_plane,
        (uint8_t * target, int target_stride, const uint8_t *source, int source_stride, int width, int height),
        (target, target_stride, source, source_stride, width, height))

FORWARD(avcodec, AVPacket *, av_packet_alloc, (void), ())
FORWARD(avcodec, void, av_packet_free, (AVPacket * *packet), (packet))
FORWARD(avcodec, void, av_packet_unref, (AVPacket * packet), (packet))
FORWARD(avcodec, void, av_packet_rescale_ts, (AVPacket * packet, AVRational from, AVRational to), (packet, from, to))
FORWARD(avcodec, const AVClass *, avcodec_get_class, (void), ())
FORWARD(avcodec, const AVCodec *, avcodec_find_decoder, (enum AVCodecID codec), (codec))
FORWARD(avcodec, const AVCodec *, avcodec_find_encoder, (enum AVCodecID codec), (codec))
FORWARD(avcodec, const AVCodec *, avcodec_find_encoder_by_name, (const char *name), (name))
FORWARD(avcodec, const char *, avcodec_get_name, (enum AVCodecID codec), (codec))
FORWARD(avcodec, int, avcodec_parameters_to_context, (AVCodecContext * context, const AVCodecParameters *parameters),
        (context, parameters))
FORWARD(avcodec, int, avcodec_parameters_from_context, (AVCodecParameters * parameters, const AVCodecContext *context),
        (parameters, context))
FORWARD(avcodec, int, avcodec_parameters_copy, (AVCodecParameters * target, const AVCodecParameters *source),
        (target, source))
FORWARD(avcodec, AVCodecContext *, avcodec_alloc_context3, (const AVCodec *codec), (codec))
FORWARD(avcodec, void, avcodec_free_context, (AVCodecContext * *context), (context))
FORWARD(avcodec, int, avcodec_open2, (AVCodecContext * context, const AVCodec *codec, AVDictionary **options),
        (context, codec, options))
FORWARD(avcodec, int, avcodec_send_packet, (AVCodecContext * context, const AVPacket *packet), (context, packet))
FORWARD(avcodec, int, avcodec_receive_packet, (AVCodecContext * context, AVPacket *packet), (context, packet))
FORWARD(avcodec, int, avcodec_send_frame, (AVCodecContext * context, const AVFrame *frame), (context, frame))
FORWARD(avcodec, int, avcodec_receive_frame, (AVCodecContext * context, AVFrame *frame), (context, frame))

FORWARD(swscale, struct SwsContext *, sws_getContext,
        (int source_width, int source_height, enum AVPixelFormat source_format, int target_width, int target_height,
         enum AVPixelFormat target_format, int flags, SwsFilter *source_filter, SwsFilter *target_filter,
         const double *parameters),
        (source_width, source_height, source_format, target_width, target_height, target_format, flags, source_filter,
         target_filter, parameters))
FORWARD(swscale, void, sws_freeContext, (struct SwsContext * context), (context))
FORWARD(swscale, const int *, sws_getCoefficients, (int space), (space))
FORWARD(swscale, int, sws_setColorspaceDetails,
        (struct SwsContext * context, const int source[4], int source_range, const int target[4], int target_range,
         int brightness, int contrast, int saturation),
        (context, source, source_range, target, target_range, brightness, contrast, saturation))
FORWARD(swscale, int, sws_scale,
        (struct SwsContext * context, const uint8_t *const source[], const int source_strides[], int top, int height,
         uint8_t *const target[], const int target_strides[]),
        (context, source, source_strides, top, height, target, target_strides))

FORWARD(avformat, const AVClass *, avformat_get_class, (void), ())
FORWARD(avformat, AVFormatContext *, avformat_alloc_context, (void), ())
FORWARD(avformat, void, avformat_free_context, (AVFormatContext * context), (context))
FORWARD(avformat, int, avformat_open_input,
        (AVFormatContext * *context, const char *address, const AVInputFormat *format, AVDictionary **options),
        (context, address, format, options))
FORWARD(avformat, const AVInputFormat *, av_find_input_format, (const char *name), (name))
FORWARD(avformat, void, avformat_close_input, (AVFormatContext * *context), (context))
FORWARD(avformat, int, avformat_find_stream_info, (AVFormatContext * context, AVDictionary **options),
        (context, options))
FORWARD(avformat, int, av_read_frame, (AVFormatContext * context, AVPacket *packet), (context, packet))
FORWARD(avformat, int, av_seek_frame, (AVFormatContext * context, int stream, int64_t time, int flags),
        (context, stream, time, flags))
FORWARD(avformat, AVRational, av_guess_frame_rate, (AVFormatContext * context, AVStream *stream, AVFrame *frame),
        (context, stream, frame))
FORWARD(avformat, AVRational, av_guess_sample_aspect_ratio,
        (AVFormatContext * context, AVStream *stream, AVFrame *frame), (context, stream, frame))
#if LIBAVFORMAT_VERSION_MAJOR < 61
FORWARD(avformat, uint8_t *, av_stream_get_side_data,
        (const AVStream *stream, enum AVPacketSideDataType type, size_t *size), (stream, type, size))
#else
FORWARD(avcodec, const AVPacketSideData *, av_packet_side_data_get,
        (const AVPacketSideData *data, int count, enum AVPacketSideDataType type), (data, count, type))
#endif
FORWARD(avformat, int, avformat_alloc_output_context2,
        (AVFormatContext * *context, const AVOutputFormat *format, const char *name, const char *file),
        (context, format, name, file))
FORWARD(avformat, int, avformat_query_codec, (const AVOutputFormat *format, enum AVCodecID codec, int compliance),
        (format, codec, compliance))
FORWARD(avformat, AVStream *, avformat_new_stream, (AVFormatContext * context, const AVCodec *codec), (context, codec))
FORWARD(avformat, int, avformat_write_header, (AVFormatContext * context, AVDictionary **options), (context, options))
FORWARD(avformat, int, av_write_frame, (AVFormatContext * context, AVPacket *packet), (context, packet))
FORWARD(avformat, int, av_interleaved_write_frame, (AVFormatContext * context, AVPacket *packet), (context, packet))
FORWARD(avformat, int, av_write_trailer, (AVFormatContext * context), (context))
FORWARD(avformat, int, avio_open, (AVIOContext * *stream, const char *address, int flags), (stream, address, flags))
FORWARD(avformat, int, avio_closep, (AVIOContext * *stream), (stream))
FORWARD(avformat, void, avio_flush, (AVIOContext * stream), (stream))

FORWARD(avdevice, void, avdevice_register_all, (void), ())

// Of SDL, which libavdevice brings along: a look-up goes through what a library needs too.
FORWARD(avdevice, const char *, SDL_GetCurrentVideoDriver, (void), ())
FORWARD(avdevice, int, SDL_HasEvents, (uint32_t first, uint32_t last), (first, last))
FORWARD(avdevice, uint8_t, SDL_EventState, (uint32_t kind, int state), (kind, state))
