#define CURL_DISABLE_TYPECHECK
#include "FaceMaskCCurl.h"

#if !__has_include(<curl/curl.h>)
#error "The headers of libcurl are missing: run scripts/setup in FaceMask's folder and build with PKG_CONFIG_PATH=THAT_FOLDER/.deps/pkgconfig (docs/library.md)."
#endif
#include <curl/curl.h>
#include <dlfcn.h>
#include <stdio.h>
#include <threads.h>

static struct {
  CURLcode (*global_init)(long flags);
  CURL *(*init)(void);
  CURLcode (*set)(CURL *handle, CURLoption option, ...);
  CURLcode (*perform)(CURL *handle);
  CURLcode (*get)(CURL *handle, CURLINFO info, ...);
  void (*cleanup)(CURL *handle);
  const char *(*words)(CURLcode code);
  curl_version_info_data *(*version)(CURLversion kind);
  struct curl_slist *(*append)(struct curl_slist *list, const char *text);
  void (*free_list)(struct curl_slist *list);
} curl;

static once_flag once = ONCE_FLAG_INIT;
static char loading_error[256] = "";

static void *function(void *library, const char *name) {
  void *found = library ? dlsym(library, name) : NULL;
  if (!found && !loading_error[0]) {
    const char *reason = dlerror();
    snprintf(loading_error, sizeof loading_error, "%s; scripts/setup installs libcurl", reason ? reason : name);
  }
  return found;
}

static void load(void) {
  void *library = dlopen("libcurl.so.4", RTLD_LAZY | RTLD_LOCAL);
  curl.global_init = function(library, "curl_global_init");
  curl.init = function(library, "curl_easy_init");
  curl.set = function(library, "curl_easy_setopt");
  curl.perform = function(library, "curl_easy_perform");
  curl.get = function(library, "curl_easy_getinfo");
  curl.cleanup = function(library, "curl_easy_cleanup");
  curl.words = function(library, "curl_easy_strerror");
  curl.version = function(library, "curl_version_info");
  curl.append = function(library, "curl_slist_append");
  curl.free_list = function(library, "curl_slist_free_all");
  if (!loading_error[0] && curl.global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
    snprintf(loading_error, sizeof loading_error, "libcurl does not start");
  }
}

// The body of the response is ignored.
static size_t discard(char *bytes, size_t size, size_t count, void *context) {
  (void)bytes, (void)context;
  return size * count;
}

struct question {
  int (*goes_on)(void *context);
  void *context;
};

static int ask(void *context, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d) {
  (void)a, (void)b, (void)c, (void)d;
  const struct question *question = context;
  return !question->goes_on(question->context);
}

const char *facemask_curl_version(const char **reason) {
  call_once(&once, load);
  if (loading_error[0]) {
    *reason = loading_error;
    return NULL;
  }
  return curl.version(CURLVERSION_NOW)->version;
}

long facemask_post(
    const char *address, const char *const *headers, const void *bytes, size_t count, int (*goes_on)(void *context),
    void *context, char *reason, size_t room) {
  call_once(&once, load);
  CURL *handle = loading_error[0] ? NULL : curl.init();
  if (!handle) {
    snprintf(reason, room, "%s", loading_error[0] ? loading_error : "there is no memory");
    return -1;
  }
  struct question question = {goes_on, context};
  struct curl_slist *list = NULL;
  for (; *headers; headers++) {
    struct curl_slist *longer = curl.append(list, *headers);
    if (longer) list = longer;
  }
  curl.set(handle, CURLOPT_URL, address);
  curl.set(handle, CURLOPT_POSTFIELDS, bytes);
  curl.set(handle, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)count);
  curl.set(handle, CURLOPT_HTTPHEADER, list);
#if LIBCURL_VERSION_NUM >= 0x075500
  curl.set(handle, CURLOPT_PROTOCOLS_STR, "http,https");
#else
  curl.set(handle, CURLOPT_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
  curl.set(handle, CURLOPT_WRITEFUNCTION, discard);
  curl.set(handle, CURLOPT_NOPROGRESS, 0L);
  curl.set(handle, CURLOPT_XFERINFOFUNCTION, ask);
  curl.set(handle, CURLOPT_XFERINFODATA, &question);
    // Several threads may post, and signal handlers belong to the whole process.
  curl.set(handle, CURLOPT_NOSIGNAL, 1L);
  const CURLcode code = curl.perform(handle);
  long status = -1;
  if (code == CURLE_OK) {
    curl.get(handle, CURLINFO_RESPONSE_CODE, &status);
  } else {
    snprintf(reason, room, "%s", curl.words(code));
  }
  curl.cleanup(handle);
  curl.free_list(list);
  return status;
}
