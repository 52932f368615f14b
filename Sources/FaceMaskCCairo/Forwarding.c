// Forwards the functions in Functions.h to Cairo and Pango, which are loaded on first use: they load some 35 other
// libraries, and most runs draw nothing (docs/measurements.md). A missing library doesn't end the process:
// facemask_cairo_load reports it, and the functions return a failure.
#include "FaceMaskCCairo.h"

#include <dlfcn.h>
#include <stdio.h>
#include <threads.h>

// Its dependencies are loaded with it: Cairo, Pango, GObject. Symbols are looked up in those, too.
static const char library_name[] = "libpangocairo-1.0.so.0";

enum {
#define FUNCTION(result, failure, name, parameters, arguments) place_of_##name,
#include "Functions.h"
#undef FUNCTION
  function_count
};

static const char *const names[function_count] = {
#define FUNCTION(result, failure, name, parameters, arguments) #name,
#include "Functions.h"
#undef FUNCTION
};
static void *addresses[function_count];

// The reason that nothing can be drawn; empty if there is none.
static char fault[512];

static void note_fault(const char *missing) {
  const char *reason = dlerror();
  snprintf(fault, sizeof fault, "%s", reason ? reason : missing);
}

static void load(void) {
  void *library = dlopen(library_name, RTLD_LAZY | RTLD_LOCAL);
  if (!library) {
    note_fault(library_name);
    return;
  }
  for (int place = 0; place < function_count; place++) {
    addresses[place] = dlsym(library, names[place]);
    if (!addresses[place]) {
      note_fault(names[place]);
      return;
    }
  }
}

const char *facemask_cairo_load(void) {
  static once_flag once = ONCE_FLAG_INIT;
  call_once(&once, load);
  return fault[0] ? fault : NULL;
}

// Returns the address of a function, or null if a library is missing.
static void *look_up(int place) { return facemask_cairo_load() ? NULL : addresses[place]; }

// Hidden, so that the libraries still call their own functions.
#define FUNCTION(result, failure, name, parameters, arguments)                      \
  __attribute__((visibility("hidden"))) result name parameters {                    \
    __typeof__(name) *found = (__typeof__(name) *)look_up(place_of_##name);         \
    if (!found) return failure;                                                     \
    return found arguments;                                                         \
  }
#include "Functions.h"
