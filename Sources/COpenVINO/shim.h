#include <malloc.h>
#include <openvino/c/openvino.h>

// glibc's, which Swift's own module of glibc leaves out: a file in memory, for what OpenVINO writes to a path only.
int memfd_create(const char *name, unsigned int flags);
static const unsigned int facemask_memfd_close_on_exec = 1;  // MFD_CLOEXEC
