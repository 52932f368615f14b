// The parts of FFmpeg that FaceMaskMedia uses. Swift can't import function-like macros, so their values are defined
// here.
#if !__has_include(<libavformat/avformat.h>)
#error "The headers of FFmpeg are missing: run scripts/setup in FaceMask's folder and build with PKG_CONFIG_PATH=THAT_FOLDER/.deps/pkgconfig (docs/library.md)."
#endif
#include <libavcodec/avcodec.h>
#include <libavdevice/avdevice.h>
#include <libavformat/avformat.h>
#include <libavutil/error.h>
#include <libavutil/imgutils.h>
#include <libavutil/opt.h>
#include <libavutil/pixdesc.h>
#include <libswscale/swscale.h>

// FFmpeg's libraries in loading order: each part requires those before it.
enum facemask_ffmpeg_part {
  facemask_ffmpeg_pictures,  // libavutil, libavcodec, libswscale
  facemask_ffmpeg_videos,    // libavformat
  facemask_ffmpeg_devices    // libavdevice: cameras, screens, windows
};

// Loads a part and those before it, once per process; may be called from any thread. Returns null if all their
// functions were found, otherwise a permanently valid text in which the system's loader names the missing library or
// function. Functions of a missing part do nothing and return null, a negative error, or an unknown ratio.
const char *facemask_ffmpeg_load(enum facemask_ffmpeg_part part);

static const int facemask_averror_eagain = AVERROR(EAGAIN);
static const int facemask_averror_eof = AVERROR_EOF;
static const int facemask_averror_exit = AVERROR_EXIT;
static const int facemask_averror_invaliddata = AVERROR_INVALIDDATA;
static const int facemask_averror_enomem = AVERROR(ENOMEM);
static const int facemask_averror_protocol_not_found = AVERROR_PROTOCOL_NOT_FOUND;
static const int facemask_averror_http_bad_request = AVERROR_HTTP_BAD_REQUEST;
static const int facemask_averror_http_unauthorized = AVERROR_HTTP_UNAUTHORIZED;
static const int facemask_averror_http_forbidden = AVERROR_HTTP_FORBIDDEN;
static const int facemask_averror_http_not_found = AVERROR_HTTP_NOT_FOUND;
static const int facemask_averror_http_other_4xx = AVERROR_HTTP_OTHER_4XX;
static const int facemask_averror_patchwelcome = AVERROR_PATCHWELCOME;
static const int64_t facemask_no_time = AV_NOPTS_VALUE;

// The duration of a frame, in its stream's units; 0 if unknown. FFmpeg 6 renamed the field.
static inline int64_t facemask_frame_duration(const AVFrame *frame) {
#if LIBAVUTIL_VERSION_MAJOR < 58
  return frame->pkt_duration;
#else
  return frame->duration;
#endif
}

// The nine numbers that turn a stream's pictures upright, or null. FFmpeg 7 moved them.
static inline const int32_t *facemask_display_matrix(const AVStream *stream) {
#if LIBAVFORMAT_VERSION_MAJOR < 61
  size_t size = 0;
  const uint8_t *bytes = av_stream_get_side_data(stream, AV_PKT_DATA_DISPLAYMATRIX, &size);
#else
  const AVCodecParameters *codec = stream->codecpar;
  const AVPacketSideData *data =
      av_packet_side_data_get(codec->coded_side_data, codec->nb_coded_side_data, AV_PKT_DATA_DISPLAYMATRIX);
  size_t size = data ? data->size : 0;
  const uint8_t *bytes = data ? data->data : 0;
#endif
  return size >= 9 * sizeof(int32_t) ? (const int32_t *)bytes : 0;
}

// Three functions of SDL 2, through which libavdevice shows windows. Its ABI is stable, and its headers aren't needed
// for more: the name of the video driver, whether events of a range of types are queued, and which types are enabled
// (0: disabled).
const char *SDL_GetCurrentVideoDriver(void);
int SDL_HasEvents(uint32_t first, uint32_t last);
uint8_t SDL_EventState(uint32_t kind, int state);
static const uint32_t facemask_sdl_quit = 0x100;
static const uint32_t facemask_sdl_mouse_motion = 0x400;
// The first type after those of external events: SDL's internal markers.
static const uint32_t facemask_sdl_poll_sentinel = 0x7F00;
