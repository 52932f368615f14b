// One HTTP POST through libcurl, which is loaded with the first: with the 25 libraries that it needs it takes longer to
// load than a photo to decode, and few runs post anything.
#include <stddef.h>

// Loads libcurl and returns its version. When it can't be loaded, returns null and sets `reason` to why, in the words of the
// system's loader. Both texts stay valid.
const char *facemask_curl_version(const char **reason);

// Posts `count` bytes to `address` with `headers`, of which a null pointer is the last, and waits for the answer; redirections
// are answers. `goes_on` is asked at least once a second whether to go on. Returns the answer's status, or -1 and writes
// why there is none, with a zero at the end, into the `room` bytes at `reason`: libcurl's words, without the address.
long facemask_post(
    const char *address, const char *const *headers, const void *bytes, size_t count, int (*goes_on)(void *context),
    void *context, char *reason, size_t room);
