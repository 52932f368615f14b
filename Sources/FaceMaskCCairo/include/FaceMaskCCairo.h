// The parts of Cairo and Pango that FaceMaskDrawing uses.
#if !__has_include(<pango/pangocairo.h>)
#error "The headers of Cairo and Pango are missing: run scripts/setup in FaceMask's folder and build with PKG_CONFIG_PATH=THAT_FOLDER/.deps/pkgconfig (docs/library.md)."
#endif
#include <cairo-svg.h>
#include <cairo.h>
#include <pango/pangocairo.h>

// Loads the libraries once per process; may be called from any thread. Returns null if all their functions were found,
// otherwise a permanently valid text in which the system's loader names the missing library or function. Functions of
// missing libraries do nothing and return null, 0 or CAIRO_STATUS_NULL_POINTER.
const char *facemask_cairo_load(void);
