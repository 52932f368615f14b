#ifndef FACEMASK_CTORCH_H
#define FACEMASK_CTORCH_H

// The C face of libtorch: what training needs of it, and no C++ beyond this header.
//
// These functions forward to the library libFaceMaskTorchLibrary.so, which is loaded at the first call: libtorch brings 300
// libraries and 200 MB of memory with it, which programs that only detect must not pay for.
//
// Results go through the last pointer, which is written only when the answer is CT_OK. No pointer may be null unless
// its declaration says so. A `ct_tensor **out` receives a new handle that the caller frees with ct_tensor_free; the
// handle may share its elements with the input, and keeps alive what its gradient needs. Every other pointer is
// borrowed for the call. One handle is used by one thread at a time.

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum ct_status {
  CT_OK = 0,
  CT_INVALID_ARGUMENT,  // a null pointer, a number out of range, the wrong kind of element
  CT_SHAPE,             // shapes or counts that do not fit together
  CT_OUT_OF_MEMORY,
  CT_INPUT_OUTPUT,  // a file that cannot be written or read, or holds something else
  CT_REFUSED,       // libtorch itself said no
  CT_INTERNAL,      // an exception nobody expects
  CT_UNAVAILABLE    // the library with libtorch behind it can't be loaded
} ct_status;

typedef enum ct_kind { CT_FLOAT32 = 0, CT_INT64 } ct_kind;

// The order of a tensor's elements in memory. Shapes are [pictures, channels, height, width] in both.
typedef enum ct_layout { CT_CONTIGUOUS = 0, CT_CHANNELS_LAST } ct_layout;

typedef struct ct_tensor ct_tensor;
typedef struct ct_optimizer ct_optimizer;

// Why the last failed call of this thread failed, in UTF-8; empty before the first failure. Owned by the library and
// overwritten by the next failure of the same thread.
const char *ct_last_error(void);
// libtorch's version, "1.13.0" for one. A constant of the library.
const char *ct_library_version(void);

// The whole process.

// Seeds initialisers and dropout.
ct_status ct_set_seed(uint64_t seed);
// Threads that one operation may use, at least 1. Other threads that computed before keep what they had.
ct_status ct_set_thread_count(int32_t count);
ct_status ct_thread_count(int32_t *out);
// Whether operations of this thread record what gradients need; `previous` receives what held before.
ct_status ct_set_recording(bool records, bool *previous);

// Making tensors. `shape` has `dimensions` entries and may be null when that is 0; values are copied, row by row.

ct_status ct_tensor_from_floats(const float *values, const int64_t *shape, int64_t dimensions, ct_tensor **out);
ct_status ct_tensor_from_integers(const int64_t *values, const int64_t *shape, int64_t dimensions, ct_tensor **out);
ct_status ct_tensor_filled(float value, const int64_t *shape, int64_t dimensions, ct_tensor **out);
// Uniform within ±sqrt(6 / (inputs + outputs)), after Glorot. At least two dimensions: [outputs, inputs, …].
ct_status ct_tensor_glorot_uniform(const int64_t *shape, int64_t dimensions, ct_tensor **out);
// Uniform within ±sqrt(6 / inputs), after Kaiming He, for layers that a ReLU follows. Dimensions as above.
ct_status ct_tensor_kaiming_uniform(const int64_t *shape, int64_t dimensions, ct_tensor **out);
// A copy with elements of its own and no gradient history; it does not require a gradient.
ct_status ct_tensor_copy(const ct_tensor *tensor, ct_tensor **out);
// Frees the handle; the elements live on while another handle, a gradient or an optimizer needs them. Null is fine.
void ct_tensor_free(ct_tensor *tensor);

// Looking at tensors.

ct_status ct_tensor_dimensions(const ct_tensor *tensor, int64_t *out);
// Writes one number for each dimension; `capacity` is how many `out` holds.
ct_status ct_tensor_shape(const ct_tensor *tensor, int64_t capacity, int64_t *out);
ct_status ct_tensor_element_count(const ct_tensor *tensor, int64_t *out);
ct_status ct_tensor_kind(const ct_tensor *tensor, ct_kind *out);
// A tensor that is both, or not of four dimensions, is CT_CONTIGUOUS.
ct_status ct_tensor_layout(const ct_tensor *tensor, ct_layout *out);
// Copies all elements out in contiguous order, whatever the layout; `count` is the element count.
ct_status ct_tensor_read_floats(const ct_tensor *tensor, int64_t count, float *out);
ct_status ct_tensor_read_integers(const ct_tensor *tensor, int64_t count, int64_t *out);
// Overwrites all elements in place, in contiguous order; parameters stay parameters.
ct_status ct_tensor_write_floats(ct_tensor *tensor, const float *values, int64_t count);
// Moves all elements in place by `share`, 0 to 1, of the way towards those of `target`, a tensor of the same shape.
ct_status ct_tensor_approach(ct_tensor *tensor, const ct_tensor *target, double share);
// The only element of a tensor that has one.
ct_status ct_tensor_item(const ct_tensor *tensor, double *out);
// The same elements in that order of memory; shares them when they already are. Channels-last needs four dimensions.
ct_status ct_tensor_to_layout(const ct_tensor *tensor, ct_layout layout, ct_tensor **out);

// Gradients.

// Makes a tensor that no recorded operation produced a parameter, or ends that.
ct_status ct_tensor_set_requires_gradient(ct_tensor *tensor, bool requires_gradient);
ct_status ct_tensor_requires_gradient(const ct_tensor *tensor, bool *out);
// Receives null when the tensor has no gradient yet. The gradient shares its elements with the tensor's.
ct_status ct_tensor_gradient(const ct_tensor *tensor, ct_tensor **out);
// Adds the gradients of this one number to all parameters it was computed from, and frees the recording.
ct_status ct_tensor_backward(const ct_tensor *tensor);
// The same from `count` tensors, at least 1, whose own gradients are given: one of the same shape for each.
ct_status ct_tensors_backward(const ct_tensor *const *tensors, const ct_tensor *const *gradients, int64_t count);

// Operations. Elements are floats unless said otherwise; a negative dimension counts from the end.

typedef struct ct_convolution {
  int64_t stride;  // in both directions, at least 1
  int64_t left, right, top, bottom;  // zeros around each picture, at least 0
  int64_t groups;  // channels and filters fall into this many independent groups
} ct_convolution;

// input [n, c, h, w], weight [filters, c / groups, kh, kw], bias [filters] or null.
ct_status ct_conv2d(const ct_tensor *input, const ct_tensor *weight, const ct_tensor *bias,
                    const ct_convolution *convolution, ct_tensor **out);
typedef struct ct_normalization {
  bool training;    // by the input's own statistics, which the averages then follow; else by the averages
  bool activated;   // negative results become 0
  double momentum;  // how far the averages move, 0 to 1
  double epsilon;   // added to the variance, above 0
} ct_normalization;

// input [n, channels, h, w]; scale, shift and the averages of mean and variance [channels]. The averages change in
// place while training.
ct_status ct_batch_norm2d(const ct_tensor *input, const ct_tensor *scale, const ct_tensor *shift, ct_tensor *mean,
                          ct_tensor *variance, const ct_normalization *normalization, ct_tensor **out);
// input [n, c, h, w], output [n, c, 2 h, 2 w]: each value four times.
ct_status ct_double2d(const ct_tensor *input, ct_tensor **out);
// input [..., inputs], weight [outputs, inputs], bias [outputs] or null.
ct_status ct_linear(const ct_tensor *input, const ct_tensor *weight, const ct_tensor *bias, ct_tensor **out);
// Sizes of 1 and missing leading dimensions stretch.
ct_status ct_add(const ct_tensor *left, const ct_tensor *right, ct_tensor **out);
ct_status ct_relu(const ct_tensor *input, ct_tensor **out);
// Clamps to 0…6.
ct_status ct_relu6(const ct_tensor *input, ct_tensor **out);
// input [n, c, h, w]; the largest of each window of size × size, without padding; windows don't overlap.
ct_status ct_max_pool2d(const ct_tensor *input, int64_t size, ct_tensor **out);
// input [n, c, h, w], output [n, c, height, width].
ct_status ct_adaptive_average_pool2d(const ct_tensor *input, int64_t height, int64_t width, ct_tensor **out);
// Dimension order[i] becomes dimension i, each of them once; shares the elements. Any kind of element.
ct_status ct_permute(const ct_tensor *input, const int64_t *order, int64_t dimensions, ct_tensor **out);
// Joins all dimensions from `first` on. Any kind of element.
ct_status ct_flatten(const ct_tensor *input, int64_t first, ct_tensor **out);
// While training, zeroes elements with the given probability and scales the others up to the same mean.
ct_status ct_dropout(const ct_tensor *input, double probability, bool training, ct_tensor **out);
// logits [n, classes]; targets are integers [n] (class numbers) or floats [n, classes] (probabilities); class_weights
// [classes] or null. The mean: with class numbers, over the weights of the targets; with probabilities, over n.
ct_status ct_cross_entropy(const ct_tensor *logits, const ct_tensor *targets, const ct_tensor *class_weights,
                           double label_smoothing, ct_tensor **out);

// Optimizers.

// Adam: Kingma and Ba 2015, weight decay added to the gradient. AdamW: Loshchilov and Hutter 2019, decay apart.
typedef enum ct_rule { CT_ADAM = 0, CT_ADAM_W } ct_rule;

typedef struct ct_group {
  double learning_rate, weight_decay, beta1, beta2, epsilon;
} ct_group;

// An optimizer without parameters; the caller frees it with ct_optimizer_free.
ct_status ct_optimizer_create(ct_rule rule, ct_optimizer **out);
// Adds parameters that share their settings; the optimizer keeps the elements alive, not the handles. No parameter may
// be in two groups.
ct_status ct_optimizer_add_group(ct_optimizer *optimizer, const ct_tensor *const *parameters, int64_t count,
                                 const ct_group *settings);
// Groups count from 0 in the order they were added.
ct_status ct_optimizer_set_learning_rate(ct_optimizer *optimizer, int64_t group, double learning_rate);
ct_status ct_optimizer_learning_rate(const ct_optimizer *optimizer, int64_t group, double *out);
// Moves every parameter that has a gradient.
ct_status ct_optimizer_step(ct_optimizer *optimizer);
// Drops the gradients, so that parameters have none until the next backward.
ct_status ct_optimizer_clear_gradients(ct_optimizer *optimizer);
// Writes step counts and moments to a file: first under another name, `path` + ".partial", then renamed.
ct_status ct_optimizer_save(const ct_optimizer *optimizer, const char *path);
// Takes step counts and moments from such a file, saved with the same groups and shapes; both rules keep the same.
// Settings stay as they are, and so does everything after a failure.
ct_status ct_optimizer_load(ct_optimizer *optimizer, const char *path);
// Null is fine.
void ct_optimizer_free(ct_optimizer *optimizer);

#ifdef __cplusplus
}
#endif

#endif
