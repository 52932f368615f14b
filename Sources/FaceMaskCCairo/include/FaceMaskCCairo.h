// The parts of Cairo and Pango that Drawing calls.
#include <cairo-svg.h>
#include <cairo.h>
#include <pango/pangocairo.h>
