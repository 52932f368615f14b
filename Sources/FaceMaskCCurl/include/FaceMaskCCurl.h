// HTTP POST through libcurl, which is loaded by the first request: with the 25 libraries that it needs, loading takes
// longer than decoding a photo, and few runs post anything.
#include <stddef.h>

// Loads libcurl and returns its version. When it can't be loaded, returns null and sets `reason` to why, in the words of the
// system's loader. Both texts stay valid.
const char *facemask_curl_version(const char **reason);

// Posts `count` bytes to `address` with `headers`, an array that ends with a null pointer, and waits for the response;
// redirections are not followed. `goes_on` is called at least once a second and returns whether to continue. Returns
// the status code of the response. On failure returns -1 and writes the reason, null-terminated, to the `room` bytes at
// `reason`: libcurl's words, without the address.
long facemask_post(
    const char *address, const char *const *headers, const void *bytes, size_t count, int (*goes_on)(void *context),
    void *context, char *reason, size_t room);
