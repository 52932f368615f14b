// Each function of FFmpeg that Media calls, forwarded to FFmpeg's own libraries, which are loaded when the first one is
// called. As Debian builds them they bring some 80 others along; loading them takes longer than decoding a photo, and
// here it happens while the networks load (docs/design.md). A function that is missing here is missing at link time.
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
};
enum { avutil, avcodec, swscale, count };

static once_flag once = ONCE_FLAG_INIT;
static void *libraries[count];

// The system's loader ends a program in the same way, with the same exit code, when a library is missing at its start.
static void end(void) {
  fprintf(stderr, "facemask: %s; scripts/setup installs FFmpeg\n", dlerror());
  _exit(127);
}

static void load(void) {
  for (int index = 0; index < count; index++) {
    libraries[index] = dlopen(names[index], RTLD_LAZY | RTLD_LOCAL);
    if (!libraries[index]) end();
  }
}

static void *function(int library, const char *name) {
  call_once(&once, load);
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
FORWARD(avutil, AVFrame *, av_frame_alloc, (void), ())
FORWARD(avutil, void, av_frame_free, (AVFrame * *frame), (frame))
FORWARD(avutil, int, av_frame_get_buffer, (AVFrame * frame, int align), (frame, align))
FORWARD(avutil, int, av_opt_set, (void *object, const char *name, const char *value, int flags),
        (object, name, value, flags))
FORWARD(avutil, const AVPixFmtDescriptor *, av_pix_fmt_desc_get, (enum AVPixelFormat format), (format))
FORWARD(avutil, void, av_image_copy_plane,
        (uint8_t * target, int target_stride, const uint8_t *source, int source_stride, int width, int height),
        (target, target_stride, source, source_stride, width, height))
FORWARD(avutil, struct AVSHA *, av_sha_alloc, (void), ())
FORWARD(avutil, int, av_sha_init, (struct AVSHA * state, int bits), (state, bits))
FORWARD(avutil, void, av_sha_update, (struct AVSHA * state, const uint8_t *bytes, size_t size), (state, bytes, size))
FORWARD(avutil, void, av_sha_final, (struct AVSHA * state, uint8_t *digest), (state, digest))

FORWARD(avcodec, AVPacket *, av_packet_alloc, (void), ())
FORWARD(avcodec, void, av_packet_free, (AVPacket * *packet), (packet))
FORWARD(avcodec, int, av_new_packet, (AVPacket * packet, int size), (packet, size))
FORWARD(avcodec, void, av_shrink_packet, (AVPacket * packet, int size), (packet, size))
FORWARD(avcodec, const AVClass *, avcodec_get_class, (void), ())
FORWARD(avcodec, const AVCodec *, avcodec_find_decoder, (enum AVCodecID codec), (codec))
FORWARD(avcodec, const AVCodec *, avcodec_find_encoder, (enum AVCodecID codec), (codec))
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
