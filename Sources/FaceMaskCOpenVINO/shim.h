#if !__has_include(<openvino/c/openvino.h>)
#error "OpenVINO's headers are missing: run scripts/setup in FaceMask's folder and build with PKG_CONFIG_PATH=THAT_FOLDER/.deps/pkgconfig (docs/library.md)."
#endif
#include <malloc.h>
#include <openvino/c/openvino.h>
#include <stdbool.h>

// A glibc function that Swift's glibc module lacks: an in-memory file, since OpenVINO only writes to paths.
int memfd_create(const char *name, unsigned int flags);
static const unsigned int facemask_memfd_close_on_exec = 1;  // MFD_CLOEXEC

// Whether the processor multiplies bfloat16 in tiles (Intel's AMX), and the system lets programs use them.
static inline bool facemask_multiplies_bfloat16_in_tiles(void) {
#if defined(__x86_64__)
    __builtin_cpu_init();
    return __builtin_cpu_supports("amx-bf16");
#else
    return false;
#endif
}

// Whether the processor has vector instructions for dot products of 8-bit integers (VNNI), and the system lets programs
// use them.
static inline bool facemask_multiplies_int8_in_vectors(void) {
#if defined(__x86_64__)
    __builtin_cpu_init();
    return __builtin_cpu_supports("avx512vnni") || __builtin_cpu_supports("avxvnni");
#else
    return false;
#endif
}
