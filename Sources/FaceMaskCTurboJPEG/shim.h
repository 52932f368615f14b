#if !__has_include(<turbojpeg.h>)
#error "The headers of libjpeg-turbo are missing: run scripts/setup in FaceMask's folder and build with PKG_CONFIG_PATH=THAT_FOLDER/.deps/pkgconfig (docs/library.md)."
#endif
#include <turbojpeg.h>
