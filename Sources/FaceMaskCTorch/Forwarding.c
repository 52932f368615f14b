// Forwards each function of the C interface to the library that implements it.
#include "FaceMaskCTorch.h"

#include <dlfcn.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <threads.h>
#include <unistd.h>

static const char library_name[] = "libFaceMaskTorchLibrary.so";

static once_flag once = ONCE_FLAG_INIT;
static void *library;
static char loading_error[1024] = "";

// First in the program's own folder, where the build puts it, then on the system's search path.
static void load(void) {
  char path[PATH_MAX + sizeof library_name];
  const ssize_t length = readlink("/proc/self/exe", path, PATH_MAX);
  if (length > 0) {
    path[length] = '\0';
    char *slash = strrchr(path, '/');
    strcpy(slash ? slash + 1 : path, library_name);
    library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  }
    // The first reason is the useful one: what the library in the program's folder lacks.
  if (!library) {
    const char *reason = dlerror();
    snprintf(loading_error, sizeof loading_error, "%s", reason ? reason : "unknown");
    library = dlopen(library_name, RTLD_NOW | RTLD_LOCAL);
  }
}

static void *function(const char *name) {
  call_once(&once, load);
  return library ? dlsym(library, name) : NULL;
}

// Looked up once for each function; a concurrent look-up by another thread finds the same address.
#define FORWARD(name, parameters, arguments)                          \
  ct_status name parameters {                                         \
    static ct_status(*_Atomic found) parameters;                      \
    if (!found) found = (ct_status(*) parameters)function(#name);     \
    return found ? found arguments : CT_UNAVAILABLE;                  \
  }

const char *ct_last_error(void) {
  const char *(*found)(void) = (const char *(*)(void))function("ct_last_error");
  return found ? found() : loading_error;
}

const char *ct_library_version(void) {
  const char *(*found)(void) = (const char *(*)(void))function("ct_library_version");
  return found ? found() : NULL;
}

#define FORWARD_FREE(name, type)                                      \
  void name(type *handle) {                                           \
    static void (*_Atomic found)(type *);                             \
    if (!found) found = (void (*)(type *))function(#name);            \
    if (found) found(handle);                                         \
  }

FORWARD_FREE(ct_tensor_free, ct_tensor)
FORWARD_FREE(ct_optimizer_free, ct_optimizer)

FORWARD(ct_set_seed, (uint64_t seed), (seed))
FORWARD(ct_set_thread_count, (int32_t count), (count))
FORWARD(ct_thread_count, (int32_t *out), (out))
FORWARD(ct_set_recording, (bool records, bool *previous), (records, previous))
FORWARD(ct_tensor_from_floats,
        (const float *values, const int64_t *shape, int64_t dimensions, ct_tensor **out),
        (values, shape, dimensions, out))
FORWARD(ct_tensor_from_integers,
        (const int64_t *values, const int64_t *shape, int64_t dimensions, ct_tensor **out),
        (values, shape, dimensions, out))
FORWARD(ct_tensor_filled,
        (float value, const int64_t *shape, int64_t dimensions, ct_tensor **out),
        (value, shape, dimensions, out))
FORWARD(ct_tensor_glorot_uniform, (const int64_t *shape, int64_t dimensions, ct_tensor **out), (shape, dimensions, out))
FORWARD(ct_tensor_kaiming_uniform,
        (const int64_t *shape, int64_t dimensions, ct_tensor **out),
        (shape, dimensions, out))
FORWARD(ct_tensor_copy, (const ct_tensor *tensor, ct_tensor **out), (tensor, out))
FORWARD(ct_tensor_dimensions, (const ct_tensor *tensor, int64_t *out), (tensor, out))
FORWARD(ct_tensor_shape, (const ct_tensor *tensor, int64_t capacity, int64_t *out), (tensor, capacity, out))
FORWARD(ct_tensor_element_count, (const ct_tensor *tensor, int64_t *out), (tensor, out))
FORWARD(ct_tensor_kind, (const ct_tensor *tensor, ct_kind *out), (tensor, out))
FORWARD(ct_tensor_layout, (const ct_tensor *tensor, ct_layout *out), (tensor, out))
FORWARD(ct_tensor_read_floats, (const ct_tensor *tensor, int64_t count, float *out), (tensor, count, out))
FORWARD(ct_tensor_read_integers, (const ct_tensor *tensor, int64_t count, int64_t *out), (tensor, count, out))
FORWARD(ct_tensor_write_floats, (ct_tensor *tensor, const float *values, int64_t count), (tensor, values, count))
FORWARD(ct_tensor_approach, (ct_tensor *tensor, const ct_tensor *target, double share), (tensor, target, share))
FORWARD(ct_tensor_item, (const ct_tensor *tensor, double *out), (tensor, out))
FORWARD(ct_tensor_to_layout, (const ct_tensor *tensor, ct_layout layout, ct_tensor **out), (tensor, layout, out))
FORWARD(ct_tensor_set_requires_gradient, (ct_tensor *tensor, bool requires_gradient), (tensor, requires_gradient))
FORWARD(ct_tensor_requires_gradient, (const ct_tensor *tensor, bool *out), (tensor, out))
FORWARD(ct_tensor_gradient, (const ct_tensor *tensor, ct_tensor **out), (tensor, out))
FORWARD(ct_tensor_backward, (const ct_tensor *tensor), (tensor))
FORWARD(ct_tensors_backward,
        (const ct_tensor *const *tensors, const ct_tensor *const *gradients, int64_t count),
        (tensors, gradients, count))
FORWARD(ct_conv2d,
        (const ct_tensor *input, const ct_tensor *weight, const ct_tensor *bias, const ct_convolution *convolution,
         ct_tensor **out),
        (input, weight, bias, convolution, out))
FORWARD(ct_batch_norm2d,
        (const ct_tensor *input, const ct_tensor *scale, const ct_tensor *shift, ct_tensor *mean, ct_tensor *variance,
         const ct_normalization *normalization, ct_tensor **out),
        (input, scale, shift, mean, variance, normalization, out))
FORWARD(ct_double2d, (const ct_tensor *input, ct_tensor **out), (input, out))
FORWARD(ct_linear,
        (const ct_tensor *input, const ct_tensor *weight, const ct_tensor *bias, ct_tensor **out),
        (input, weight, bias, out))
FORWARD(ct_add, (const ct_tensor *left, const ct_tensor *right, ct_tensor **out), (left, right, out))
FORWARD(ct_relu, (const ct_tensor *input, ct_tensor **out), (input, out))
FORWARD(ct_relu6, (const ct_tensor *input, ct_tensor **out), (input, out))
FORWARD(ct_max_pool2d, (const ct_tensor *input, int64_t size, ct_tensor **out), (input, size, out))
FORWARD(ct_adaptive_average_pool2d,
        (const ct_tensor *input, int64_t height, int64_t width, ct_tensor **out),
        (input, height, width, out))
FORWARD(ct_permute,
        (const ct_tensor *input, const int64_t *order, int64_t dimensions, ct_tensor **out),
        (input, order, dimensions, out))
FORWARD(ct_flatten, (const ct_tensor *input, int64_t first, ct_tensor **out), (input, first, out))
FORWARD(ct_dropout,
        (const ct_tensor *input, double probability, bool training, ct_tensor **out),
        (input, probability, training, out))
FORWARD(ct_cross_entropy,
        (const ct_tensor *logits, const ct_tensor *targets, const ct_tensor *class_weights, double label_smoothing,
         ct_tensor **out),
        (logits, targets, class_weights, label_smoothing, out))
FORWARD(ct_optimizer_create, (ct_rule rule, ct_optimizer **out), (rule, out))
FORWARD(ct_optimizer_add_group,
        (ct_optimizer *optimizer, const ct_tensor *const *parameters, int64_t count, const ct_group *settings),
        (optimizer, parameters, count, settings))
FORWARD(ct_optimizer_set_learning_rate,
        (ct_optimizer *optimizer, int64_t group, double learning_rate),
        (optimizer, group, learning_rate))
FORWARD(ct_optimizer_learning_rate,
        (const ct_optimizer *optimizer, int64_t group, double *out),
        (optimizer, group, out))
FORWARD(ct_optimizer_step, (ct_optimizer *optimizer), (optimizer))
FORWARD(ct_optimizer_clear_gradients, (ct_optimizer *optimizer), (optimizer))
FORWARD(ct_optimizer_save, (const ct_optimizer *optimizer, const char *path), (optimizer, path))
FORWARD(ct_optimizer_load, (ct_optimizer *optimizer, const char *path), (optimizer, path))
