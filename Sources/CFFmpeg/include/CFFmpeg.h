// The parts of FFmpeg that Media calls. Function-like macros don't import into Swift, so their values are spelt here.
#include <libavcodec/avcodec.h>
#include <libavutil/error.h>
#include <libavutil/imgutils.h>
#include <libavutil/opt.h>
#include <libavutil/pixdesc.h>
#include <libavutil/sha.h>
#include <libswscale/swscale.h>

static const int facemask_averror_eagain = AVERROR(EAGAIN);
static const int facemask_averror_eof = AVERROR_EOF;
static const int facemask_averror_enomem = AVERROR(ENOMEM);
static const int facemask_averror_patchwelcome = AVERROR_PATCHWELCOME;
