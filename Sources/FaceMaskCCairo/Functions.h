// The functions of Cairo and Pango that FaceMaskDrawing calls, one row each:
//
//   FUNCTION(result, value returned if the libraries are missing, name, parameters, arguments)
//
// Forwarding.c defines FUNCTION and includes this file once for each use of the rows. A function without a row fails to
// link.

#define NOTHING

FUNCTION(void, NOTHING, cairo_arc,
         (cairo_t *cr, double xc, double yc, double radius, double angle1, double angle2),
         (cr, xc, yc, radius, angle1, angle2))
FUNCTION(void, NOTHING, cairo_clip, (cairo_t *cr), (cr))
FUNCTION(void, NOTHING, cairo_close_path, (cairo_t *cr), (cr))
FUNCTION(cairo_t *, NULL, cairo_create, (cairo_surface_t *target), (target))
FUNCTION(void, NOTHING, cairo_curve_to,
         (cairo_t *cr, double x1, double y1, double x2, double y2, double x3, double y3), (cr, x1, y1, x2, y2, x3, y3))
FUNCTION(void, NOTHING, cairo_destroy, (cairo_t *cr), (cr))
FUNCTION(void, NOTHING, cairo_fill, (cairo_t *cr), (cr))
FUNCTION(cairo_font_options_t *, NULL, cairo_font_options_create, (void), ())
FUNCTION(void, NOTHING, cairo_font_options_destroy, (cairo_font_options_t *options), (options))
FUNCTION(void, NOTHING, cairo_font_options_set_antialias,
         (cairo_font_options_t *options, cairo_antialias_t antialias), (options, antialias))
FUNCTION(void, NOTHING, cairo_font_options_set_hint_metrics,
         (cairo_font_options_t *options, cairo_hint_metrics_t hint_metrics), (options, hint_metrics))
FUNCTION(void, NOTHING, cairo_font_options_set_hint_style,
         (cairo_font_options_t *options, cairo_hint_style_t hint_style), (options, hint_style))
FUNCTION(cairo_surface_t *, NULL, cairo_image_surface_create,
         (cairo_format_t format, int width, int height), (format, width, height))
FUNCTION(unsigned char *, NULL, cairo_image_surface_get_data, (cairo_surface_t *surface), (surface))
FUNCTION(int, 0, cairo_image_surface_get_height, (cairo_surface_t *surface), (surface))
FUNCTION(int, 0, cairo_image_surface_get_stride, (cairo_surface_t *surface), (surface))
FUNCTION(int, 0, cairo_image_surface_get_width, (cairo_surface_t *surface), (surface))
FUNCTION(void, NOTHING, cairo_line_to, (cairo_t *cr, double x, double y), (cr, x, y))
FUNCTION(void, NOTHING, cairo_move_to, (cairo_t *cr, double x, double y), (cr, x, y))
FUNCTION(void, NOTHING, cairo_new_path, (cairo_t *cr), (cr))
FUNCTION(void, NOTHING, cairo_pattern_add_color_stop_rgba,
         (cairo_pattern_t *pattern, double offset, double red, double green, double blue, double alpha),
         (pattern, offset, red, green, blue, alpha))
FUNCTION(cairo_pattern_t *, NULL, cairo_pattern_create_linear,
         (double x0, double y0, double x1, double y1), (x0, y0, x1, y1))
FUNCTION(void, NOTHING, cairo_pattern_destroy, (cairo_pattern_t *pattern), (pattern))
FUNCTION(void, NOTHING, cairo_rectangle,
         (cairo_t *cr, double x, double y, double width, double height), (cr, x, y, width, height))
FUNCTION(void, NOTHING, cairo_restore, (cairo_t *cr), (cr))
FUNCTION(void, NOTHING, cairo_rotate, (cairo_t *cr, double angle), (cr, angle))
FUNCTION(void, NOTHING, cairo_save, (cairo_t *cr), (cr))
FUNCTION(void, NOTHING, cairo_scale, (cairo_t *cr, double sx, double sy), (cr, sx, sy))
FUNCTION(void, NOTHING, cairo_set_dash,
         (cairo_t *cr, const double *dashes, int num_dashes, double offset), (cr, dashes, num_dashes, offset))
FUNCTION(void, NOTHING, cairo_set_line_cap, (cairo_t *cr, cairo_line_cap_t line_cap), (cr, line_cap))
FUNCTION(void, NOTHING, cairo_set_line_join, (cairo_t *cr, cairo_line_join_t line_join), (cr, line_join))
FUNCTION(void, NOTHING, cairo_set_line_width, (cairo_t *cr, double width), (cr, width))
FUNCTION(void, NOTHING, cairo_set_source, (cairo_t *cr, cairo_pattern_t *source), (cr, source))
FUNCTION(void, NOTHING, cairo_set_source_rgba,
         (cairo_t *cr, double red, double green, double blue, double alpha), (cr, red, green, blue, alpha))
FUNCTION(cairo_status_t, CAIRO_STATUS_NULL_POINTER, cairo_status, (cairo_t *cr), (cr))
FUNCTION(const char *, NULL, cairo_status_to_string, (cairo_status_t status), (status))
FUNCTION(void, NOTHING, cairo_stroke, (cairo_t *cr), (cr))
FUNCTION(void, NOTHING, cairo_surface_destroy, (cairo_surface_t *surface), (surface))
FUNCTION(void, NOTHING, cairo_surface_finish, (cairo_surface_t *surface), (surface))
FUNCTION(void, NOTHING, cairo_surface_flush, (cairo_surface_t *surface), (surface))
FUNCTION(void, NOTHING, cairo_surface_mark_dirty, (cairo_surface_t *surface), (surface))
FUNCTION(cairo_status_t, CAIRO_STATUS_NULL_POINTER, cairo_surface_status, (cairo_surface_t *surface), (surface))
FUNCTION(cairo_status_t, CAIRO_STATUS_NULL_POINTER, cairo_surface_write_to_png_stream,
         (cairo_surface_t *surface, cairo_write_func_t write_func, void *closure), (surface, write_func, closure))
FUNCTION(cairo_surface_t *, NULL, cairo_svg_surface_create_for_stream,
         (cairo_write_func_t write_func, void *closure, double width_in_points, double height_in_points),
         (write_func, closure, width_in_points, height_in_points))
FUNCTION(void, NOTHING, cairo_svg_surface_set_document_unit,
         (cairo_surface_t *surface, cairo_svg_unit_t unit), (surface, unit))
FUNCTION(void, NOTHING, cairo_translate, (cairo_t *cr, double tx, double ty), (cr, tx, ty))
FUNCTION(const char *, NULL, cairo_version_string, (void), ())
FUNCTION(void, NOTHING, g_object_unref, (gpointer object), (object))
FUNCTION(void, NOTHING, pango_cairo_context_set_font_options,
         (PangoContext *context, const cairo_font_options_t *options), (context, options))
FUNCTION(PangoFontMap *, NULL, pango_cairo_font_map_get_default, (void), ())
FUNCTION(void, NOTHING, pango_cairo_show_layout, (cairo_t *cr, PangoLayout *layout), (cr, layout))
FUNCTION(void, NOTHING, pango_font_description_free, (PangoFontDescription *desc), (desc))
FUNCTION(PangoFontDescription *, NULL, pango_font_description_new, (void), ())
FUNCTION(void, NOTHING, pango_font_description_set_absolute_size,
         (PangoFontDescription *desc, double size), (desc, size))
FUNCTION(void, NOTHING, pango_font_description_set_family,
         (PangoFontDescription *desc, const char *family), (desc, family))
FUNCTION(void, NOTHING, pango_font_description_set_weight,
         (PangoFontDescription *desc, PangoWeight weight), (desc, weight))
FUNCTION(PangoContext *, NULL, pango_font_map_create_context, (PangoFontMap *fontmap), (fontmap))
FUNCTION(void, NOTHING, pango_layout_get_pixel_extents,
         (PangoLayout *layout, PangoRectangle *ink_rect, PangoRectangle *logical_rect),
         (layout, ink_rect, logical_rect))
FUNCTION(int, 0, pango_layout_get_unknown_glyphs_count, (PangoLayout *layout), (layout))
FUNCTION(gboolean, 0, pango_layout_is_ellipsized, (PangoLayout *layout), (layout))
FUNCTION(PangoLayout *, NULL, pango_layout_new, (PangoContext *context), (context))
FUNCTION(void, NOTHING, pango_layout_set_ellipsize,
         (PangoLayout *layout, PangoEllipsizeMode ellipsize), (layout, ellipsize))
FUNCTION(void, NOTHING, pango_layout_set_font_description,
         (PangoLayout *layout, const PangoFontDescription *desc), (layout, desc))
FUNCTION(void, NOTHING, pango_layout_set_single_paragraph_mode,
         (PangoLayout *layout, gboolean setting), (layout, setting))
FUNCTION(void, NOTHING, pango_layout_set_text,
         (PangoLayout *layout, const char *text, int length), (layout, text, length))
FUNCTION(void, NOTHING, pango_layout_set_width, (PangoLayout *layout, int width), (layout, width))
FUNCTION(const char *, NULL, pango_version_string, (void), ())

#undef NOTHING
