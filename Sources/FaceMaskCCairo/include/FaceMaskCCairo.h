// The parts of Cairo and Pango that Drawing calls.
#if !__has_include(<pango/pangocairo.h>)
#error "The headers of Cairo and Pango are missing: run scripts/setup in FaceMask's folder and build with PKG_CONFIG_PATH=THAT_FOLDER/.deps/pkgconfig (docs/library.md)."
#endif
#include <cairo-svg.h>
#include <cairo.h>
#include <pango/pangocairo.h>

// Loads the libraries, once for the process; any thread may call it. Returns null when each of their functions was
// found, otherwise which library or function is missing, in the words of the system's loader: a text that stays valid.
// Functions of missing libraries do nothing and return null, 0 or CAIRO_STATUS_NULL_POINTER.
const char *facemask_cairo_load(void);
