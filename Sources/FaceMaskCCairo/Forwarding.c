// Each function of Cairo and Pango that Drawing calls, forwarded to their libraries, which are loaded when the first one is
// called: they bring some 35 others along, and most runs draw nothing (docs/design.md). A function that is missing here is
// missing at link time.
#include "FaceMaskCCairo.h"

#include <dlfcn.h>
#include <stdio.h>
#include <threads.h>
#include <unistd.h>

static once_flag once = ONCE_FLAG_INIT;
static void *library;

// The system's loader ends a program in the same way, with the same exit code, when a library is missing at its start.
static void end(void) {
  fprintf(stderr, "facemask: %s; scripts/setup installs Pango\n", dlerror());
  _exit(127);
}

// What it needs comes with it: Cairo, Pango, GObject.
static void load(void) {
  library = dlopen("libpangocairo-1.0.so.0", RTLD_LAZY | RTLD_LOCAL);
  if (!library) end();
}

static void *function(const char *name) {
  call_once(&once, load);
  void *found = dlsym(library, name);
  if (!found) end();
  return found;
}

// Looked up once for each function; a second look-up by another thread finds the same address. Hidden, so that the libraries
// keep calling their own.
#define FORWARD(result, name, parameters, arguments)             \
  __attribute__((visibility("hidden"))) result name parameters { \
    static __typeof__(name) *_Atomic found;                      \
    if (!found) found = (__typeof__(name) *)function(#name);     \
    return found arguments;                                      \
  }

FORWARD(void, cairo_arc,
        (cairo_t *cr, double xc, double yc, double radius, double angle1, double angle2),
        (cr, xc, yc, radius, angle1, angle2))
FORWARD(void, cairo_clip, (cairo_t *cr), (cr))
FORWARD(void, cairo_close_path, (cairo_t *cr), (cr))
FORWARD(cairo_t *, cairo_create, (cairo_surface_t *target), (target))
FORWARD(void, cairo_curve_to,
        (cairo_t *cr, double x1, double y1, double x2, double y2, double x3, double y3), (cr, x1, y1, x2, y2, x3, y3))
FORWARD(void, cairo_destroy, (cairo_t *cr), (cr))
FORWARD(void, cairo_fill, (cairo_t *cr), (cr))
FORWARD(cairo_font_options_t *, cairo_font_options_create, (void), ())
FORWARD(void, cairo_font_options_destroy, (cairo_font_options_t *options), (options))
FORWARD(void, cairo_font_options_set_antialias,
        (cairo_font_options_t *options, cairo_antialias_t antialias), (options, antialias))
FORWARD(void, cairo_font_options_set_hint_metrics,
        (cairo_font_options_t *options, cairo_hint_metrics_t hint_metrics), (options, hint_metrics))
FORWARD(void, cairo_font_options_set_hint_style,
        (cairo_font_options_t *options, cairo_hint_style_t hint_style), (options, hint_style))
FORWARD(cairo_surface_t *, cairo_image_surface_create,
        (cairo_format_t format, int width, int height), (format, width, height))
FORWARD(unsigned char *, cairo_image_surface_get_data, (cairo_surface_t *surface), (surface))
FORWARD(int, cairo_image_surface_get_height, (cairo_surface_t *surface), (surface))
FORWARD(int, cairo_image_surface_get_stride, (cairo_surface_t *surface), (surface))
FORWARD(int, cairo_image_surface_get_width, (cairo_surface_t *surface), (surface))
FORWARD(void, cairo_line_to, (cairo_t *cr, double x, double y), (cr, x, y))
FORWARD(void, cairo_move_to, (cairo_t *cr, double x, double y), (cr, x, y))
FORWARD(void, cairo_new_path, (cairo_t *cr), (cr))
FORWARD(void, cairo_pattern_add_color_stop_rgba,
        (cairo_pattern_t *pattern, double offset, double red, double green, double blue, double alpha),
        (pattern, offset, red, green, blue, alpha))
FORWARD(cairo_pattern_t *, cairo_pattern_create_linear, (double x0, double y0, double x1, double y1), (x0, y0, x1, y1))
FORWARD(void, cairo_pattern_destroy, (cairo_pattern_t *pattern), (pattern))
FORWARD(void, cairo_rectangle,
        (cairo_t *cr, double x, double y, double width, double height), (cr, x, y, width, height))
FORWARD(void, cairo_restore, (cairo_t *cr), (cr))
FORWARD(void, cairo_rotate, (cairo_t *cr, double angle), (cr, angle))
FORWARD(void, cairo_save, (cairo_t *cr), (cr))
FORWARD(void, cairo_scale, (cairo_t *cr, double sx, double sy), (cr, sx, sy))
FORWARD(void, cairo_set_dash,
        (cairo_t *cr, const double *dashes, int num_dashes, double offset), (cr, dashes, num_dashes, offset))
FORWARD(void, cairo_set_line_cap, (cairo_t *cr, cairo_line_cap_t line_cap), (cr, line_cap))
FORWARD(void, cairo_set_line_join, (cairo_t *cr, cairo_line_join_t line_join), (cr, line_join))
FORWARD(void, cairo_set_line_width, (cairo_t *cr, double width), (cr, width))
FORWARD(void, cairo_set_source, (cairo_t *cr, cairo_pattern_t *source), (cr, source))
FORWARD(void, cairo_set_source_rgba,
        (cairo_t *cr, double red, double green, double blue, double alpha), (cr, red, green, blue, alpha))
FORWARD(cairo_status_t, cairo_status, (cairo_t *cr), (cr))
FORWARD(const char *, cairo_status_to_string, (cairo_status_t status), (status))
FORWARD(void, cairo_stroke, (cairo_t *cr), (cr))
FORWARD(void, cairo_surface_destroy, (cairo_surface_t *surface), (surface))
FORWARD(void, cairo_surface_finish, (cairo_surface_t *surface), (surface))
FORWARD(void, cairo_surface_flush, (cairo_surface_t *surface), (surface))
FORWARD(void, cairo_surface_mark_dirty, (cairo_surface_t *surface), (surface))
FORWARD(cairo_status_t, cairo_surface_status, (cairo_surface_t *surface), (surface))
FORWARD(cairo_status_t, cairo_surface_write_to_png_stream,
        (cairo_surface_t *surface, cairo_write_func_t write_func, void *closure), (surface, write_func, closure))
FORWARD(cairo_surface_t *, cairo_svg_surface_create_for_stream,
        (cairo_write_func_t write_func, void *closure, double width_in_points, double height_in_points),
        (write_func, closure, width_in_points, height_in_points))
FORWARD(void, cairo_svg_surface_set_document_unit, (cairo_surface_t *surface, cairo_svg_unit_t unit), (surface, unit))
FORWARD(void, cairo_translate, (cairo_t *cr, double tx, double ty), (cr, tx, ty))
FORWARD(const char *, cairo_version_string, (void), ())
FORWARD(void, g_object_unref, (gpointer object), (object))
FORWARD(void, pango_cairo_context_set_font_options,
        (PangoContext *context, const cairo_font_options_t *options), (context, options))
FORWARD(PangoFontMap *, pango_cairo_font_map_get_default, (void), ())
FORWARD(void, pango_cairo_show_layout, (cairo_t *cr, PangoLayout *layout), (cr, layout))
FORWARD(void, pango_font_description_free, (PangoFontDescription *desc), (desc))
FORWARD(PangoFontDescription *, pango_font_description_new, (void), ())
FORWARD(void, pango_font_description_set_absolute_size, (PangoFontDescription *desc, double size), (desc, size))
FORWARD(void, pango_font_description_set_family, (PangoFontDescription *desc, const char *family), (desc, family))
FORWARD(void, pango_font_description_set_weight, (PangoFontDescription *desc, PangoWeight weight), (desc, weight))
FORWARD(PangoContext *, pango_font_map_create_context, (PangoFontMap *fontmap), (fontmap))
FORWARD(void, pango_layout_get_pixel_extents,
        (PangoLayout *layout, PangoRectangle *ink_rect, PangoRectangle *logical_rect), (layout, ink_rect, logical_rect))
FORWARD(int, pango_layout_get_unknown_glyphs_count, (PangoLayout *layout), (layout))
FORWARD(gboolean, pango_layout_is_ellipsized, (PangoLayout *layout), (layout))
FORWARD(PangoLayout *, pango_layout_new, (PangoContext *context), (context))
FORWARD(void, pango_layout_set_ellipsize, (PangoLayout *layout, PangoEllipsizeMode ellipsize), (layout, ellipsize))
FORWARD(void, pango_layout_set_font_description,
        (PangoLayout *layout, const PangoFontDescription *desc), (layout, desc))
FORWARD(void, pango_layout_set_single_paragraph_mode, (PangoLayout *layout, gboolean setting), (layout, setting))
FORWARD(void, pango_layout_set_text, (PangoLayout *layout, const char *text, int length), (layout, text, length))
FORWARD(void, pango_layout_set_width, (PangoLayout *layout, int width), (layout, width))
FORWARD(const char *, pango_version_string, (void), ())
