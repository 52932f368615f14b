// Forwards the functions in Functions.h to FFmpeg's own libraries, which are loaded on first use: Debian's build loads
// some 80 others, which takes longer than decoding a photo, and this way it happens while the networks are loaded
// (docs/measurements.md). A missing library doesn't end the process: facemask_ffmpeg_load reports it, and the functions
// that need it return a failure.
#include "FaceMaskCFFmpeg.h"

#include <dlfcn.h>
#include <errno.h>
#include <libavutil/macros.h>
#include <stdbool.h>
#include <stdio.h>
#include <threads.h>

enum { avutil, avcodec, swscale, avformat, avdevice, library_count, sdl = library_count };

// A library of another version than the headers' has other structures.
static const struct {
  const char *name;
  enum facemask_ffmpeg_part part;
} sources[] = {
    [avutil] = {"libavutil.so." AV_STRINGIFY(LIBAVUTIL_VERSION_MAJOR), facemask_ffmpeg_pictures},
    [avcodec] = {"libavcodec.so." AV_STRINGIFY(LIBAVCODEC_VERSION_MAJOR), facemask_ffmpeg_pictures},
    [swscale] = {"libswscale.so." AV_STRINGIFY(LIBSWSCALE_VERSION_MAJOR), facemask_ffmpeg_pictures},
    [avformat] = {"libavformat.so." AV_STRINGIFY(LIBAVFORMAT_VERSION_MAJOR), facemask_ffmpeg_videos},
    [avdevice] = {"libavdevice.so." AV_STRINGIFY(LIBAVDEVICE_VERSION_MAJOR), facemask_ffmpeg_devices},
        // Symbols are looked up in the library's dependencies, too.
    [sdl] = {NULL, facemask_ffmpeg_devices},
};
static void *libraries[library_count];

enum {
#define FUNCTION(library, result, failure, name, parameters, arguments) place_of_##name,
#include "Functions.h"
#undef FUNCTION
  function_count
};

static struct {
  int library;
  const char *name;
  void *address;
} functions[function_count] = {
#define FUNCTION(library, result, failure, name, parameters, arguments) {library, #name, NULL},
#include "Functions.h"
#undef FUNCTION
};

// The reason that a part can't be used; empty if there is none.
static char faults[facemask_ffmpeg_devices + 1][512];

static void note_fault(enum facemask_ffmpeg_part part, const char *missing) {
  const char *reason = dlerror();
  snprintf(faults[part], sizeof faults[part], "%s", reason ? reason : missing);
}

static bool open_libraries(enum facemask_ffmpeg_part part) {
  for (int library = 0; library < library_count; library++) {
    if (sources[library].part != part) continue;
    libraries[library] = dlopen(sources[library].name, RTLD_LAZY | RTLD_LOCAL);
    if (!libraries[library]) {
      note_fault(part, sources[library].name);
      return false;
    }
  }
  return true;
}

static void find_functions(enum facemask_ffmpeg_part part) {
  for (int place = 0; place < function_count; place++) {
    const int library = functions[place].library;
    if (sources[library].part != part) continue;
    void *found = dlsym(libraries[library == sdl ? avdevice : library], functions[place].name);
    if (!found && library != sdl) {
      note_fault(part, functions[place].name);
      return;
    }
    functions[place].address = found;
  }
}

// Loads `part` after the one that it requires.
static void load(enum facemask_ffmpeg_part part) {
  const char *fault = part == facemask_ffmpeg_pictures ? NULL : facemask_ffmpeg_load(part - 1);
  if (fault) {
    snprintf(faults[part], sizeof faults[part], "%s", fault);
  } else if (open_libraries(part)) {
    find_functions(part);
  }
}

static void load_pictures(void) { load(facemask_ffmpeg_pictures); }
static void load_videos(void) { load(facemask_ffmpeg_videos); }
static void load_devices(void) { load(facemask_ffmpeg_devices); }

const char *facemask_ffmpeg_load(enum facemask_ffmpeg_part part) {
  static once_flag pictures = ONCE_FLAG_INIT, videos = ONCE_FLAG_INIT, devices = ONCE_FLAG_INIT;
  switch (part) {
    case facemask_ffmpeg_pictures: call_once(&pictures, load_pictures); break;
    case facemask_ffmpeg_videos: call_once(&videos, load_videos); break;
    case facemask_ffmpeg_devices: call_once(&devices, load_devices); break;
  }
  return faults[part][0] ? faults[part] : NULL;
}

// Returns the address of a function, or null if its part can't be used.
static void *look_up(int place) {
  const bool is_missing = facemask_ffmpeg_load(sources[functions[place].library].part) != NULL;
  return is_missing ? NULL : functions[place].address;
}

// Hidden, so that FFmpeg's libraries still call their own functions.
#define FUNCTION(library, result, failure, name, parameters, arguments)             \
  __attribute__((visibility("hidden"))) result name parameters {                    \
    __typeof__(name) *found = (__typeof__(name) *)look_up(place_of_##name);         \
    if (!found) return failure;                                                     \
    return found arguments;                                                         \
  }
#include "Functions.h"
