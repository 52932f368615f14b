#ifndef FACEMASK_CTORCH_H
#define FACEMASK_CTORCH_H

// The C interface to libtorch: the functions that training needs, without any C++ outside its implementation.
//
// The functions forward to the library libFaceMaskTorchLibrary.so, which is loaded by the first call: libtorch loads
// 300 libraries and 200 MB of memory, which programs that only detect should not pay for.
//
// Results are returned through the last pointer, which is written only if the status is CT_OK. No pointer may be null
// unless its declaration says so. A `ct_tensor **out` receives a new handle that the caller frees with ct_tensor_free;
// the handle may share its elements with the input, and keeps alive what its gradient needs. All other pointers are
// borrowed for the call. A handle is used by one thread at a time.

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum ct_status {
  CT_OK = 0,
  CT_INVALID_ARGUMENT,  // a null pointer, a number out of range, or the wrong kind of element
  CT_SHAPE,             // shapes or counts that don't match
  CT_OUT_OF_MEMORY,
  CT_INPUT_OUTPUT,  // a file can't be written or read, or has other content
  CT_REFUSED,       // libtorch rejected the call
  CT_INTERNAL,      // an unexpected exception
  CT_UNAVAILABLE    // the library that links libtorch can't be loaded
} ct_status;

typedef enum ct_kind { CT_FLOAT32 = 0, CT_INT64 } ct_kind;

// The order of a tensor's elements in memory. Shapes are [pictures, channels, height, width] in both.
typedef enum ct_layout { CT_CONTIGUOUS = 0, CT_CHANNELS_LAST } ct_layout;

typedef struct ct_tensor ct_tensor;
typedef struct ct_optimizer ct_optimizer;

// The reason for this thread's last failure, in UTF-8; empty before the first one. Owned by the library and overwritten
// by the next failure of the same thread.
const char *ct_last_error(void);
// libtorch's version, such as "1.13.0". A constant of the library.
const char *ct_library_version(void);

// Settings of the whole process.

// Seeds initialisers and dropout.
ct_status ct_set_seed(uint64_t seed);
// Sets the number of threads of one operation, at least 1. Other threads that computed before keep their number.
ct_status ct_set_thread_count(int32_t count);
ct_status ct_thread_count(int32_t *out);
// Sets whether operations of this thread are recorded for gradients; `previous` receives the previous setting.
ct_status ct_set_recording(bool records, bool *previous);

// Creating tensors. `shape` has `dimensions` entries and may be null if that is 0; values are copied in row-major
// order.

ct_status ct_tensor_from_floats(const float *values, const int64_t *shape, int64_t dimensions, ct_tensor **out);
ct_status ct_tensor_from_integers(const int64_t *values, const int64_t *shape, int64_t dimensions, ct_tensor **out);
ct_status ct_tensor_filled(float value, const int64_t *shape, int64_t dimensions, ct_tensor **out);
// Uniform within ±sqrt(6 / (inputs + outputs)), after Glorot. At least two dimensions: [outputs, inputs, …].
ct_status ct_tensor_glorot_uniform(const int64_t *shape, int64_t dimensions, ct_tensor **out);
// Uniform within ±sqrt(6 / inputs), after Kaiming He, for layers before a ReLU. Dimensions as above.
ct_status ct_tensor_kaiming_uniform(const int64_t *shape, int64_t dimensions, ct_tensor **out);
// A copy with its own elements and no gradient history; it does not require a gradient.
ct_status ct_tensor_copy(const ct_tensor *tensor, ct_tensor **out);
// Frees the handle; the elements live as long as another handle, a gradient or an optimizer needs them. May be null.
void ct_tensor_free(ct_tensor *tensor);

// Reading tensors.

ct_status ct_tensor_dimensions(const ct_tensor *tensor, int64_t *out);
// Writes the size of each dimension; `capacity` is the number of elements of `out`.
ct_status ct_tensor_shape(const ct_tensor *tensor, int64_t capacity, int64_t *out);
ct_status ct_tensor_element_count(const ct_tensor *tensor, int64_t *out);
ct_status ct_tensor_kind(const ct_tensor *tensor, ct_kind *out);
// A tensor that is both, or doesn't have four dimensions, is CT_CONTIGUOUS.
ct_status ct_tensor_layout(const ct_tensor *tensor, ct_layout *out);
// Copies all elements in contiguous order, whatever the layout; `count` is the element count.
ct_status ct_tensor_read_floats(const ct_tensor *tensor, int64_t count, float *out);
ct_status ct_tensor_read_integers(const ct_tensor *tensor, int64_t count, int64_t *out);
// Overwrites all elements in place, in contiguous order; parameters stay parameters.
ct_status ct_tensor_write_floats(ct_tensor *tensor, const float *values, int64_t count);
// Moves all elements in place by `share`, 0 to 1, of the way towards those of `target`, a tensor of the same shape.
ct_status ct_tensor_approach(ct_tensor *tensor, const ct_tensor *target, double share);
// The element of a tensor with one element.
ct_status ct_tensor_item(const ct_tensor *tensor, double *out);
// The same elements in that order of memory, shared if they already have it. Channels-last needs four dimensions.
ct_status ct_tensor_to_layout(const ct_tensor *tensor, ct_layout layout, ct_tensor **out);

// Gradients.

// Makes a tensor a parameter, or an ordinary tensor again. The tensor must not be the result of a recorded operation.
ct_status ct_tensor_set_requires_gradient(ct_tensor *tensor, bool requires_gradient);
ct_status ct_tensor_requires_gradient(const ct_tensor *tensor, bool *out);
// Receives null if the tensor has no gradient yet. The result shares its elements with the tensor's gradient.
ct_status ct_tensor_gradient(const ct_tensor *tensor, ct_tensor **out);
// Adds the gradients of this single number to all parameters that it was computed from, and frees the recording.
ct_status ct_tensor_backward(const ct_tensor *tensor);
// The same for `count` tensors, at least 1, given their gradients, one of the same shape for each.
ct_status ct_tensors_backward(const ct_tensor *const *tensors, const ct_tensor *const *gradients, int64_t count);

// Operations. Elements are floats unless said otherwise; a negative dimension counts from the end.

typedef struct ct_convolution {
  int64_t stride;  // in both directions, at least 1
  int64_t left, right, top, bottom;  // zeros around each picture, at least 0
  int64_t groups;  // the number of independent groups of channels and filters
} ct_convolution;

// input [n, c, h, w], weight [filters, c / groups, kh, kw], bias [filters] or null.
ct_status ct_conv2d(const ct_tensor *input, const ct_tensor *weight, const ct_tensor *bias,
                    const ct_convolution *convolution, ct_tensor **out);
typedef struct ct_normalization {
  bool training;    // uses the input's statistics and updates the averages; otherwise uses the averages
  bool activated;   // negative results become 0
  double momentum;  // the weight of the input in the averages, 0 to 1
  double epsilon;   // added to the variance, above 0
} ct_normalization;

// input [n, channels, h, w]; scale, shift and the averages of mean and variance [channels]. The averages are updated in
// place during training.
ct_status ct_batch_norm2d(const ct_tensor *input, const ct_tensor *scale, const ct_tensor *shift, ct_tensor *mean,
                          ct_tensor *variance, const ct_normalization *normalization, ct_tensor **out);
// input [n, c, h, w], output [n, c, 2 h, 2 w]: each value four times.
ct_status ct_double2d(const ct_tensor *input, ct_tensor **out);
// input [..., inputs], weight [outputs, inputs], bias [outputs] or null.
ct_status ct_linear(const ct_tensor *input, const ct_tensor *weight, const ct_tensor *bias, ct_tensor **out);
// Sizes of 1 and missing leading dimensions are broadcast.
ct_status ct_add(const ct_tensor *left, const ct_tensor *right, ct_tensor **out);
ct_status ct_relu(const ct_tensor *input, ct_tensor **out);
// Clamps to 0…6.
ct_status ct_relu6(const ct_tensor *input, ct_tensor **out);
// input [n, c, h, w]; the maximum of each window of size × size, without padding; windows don't overlap.
ct_status ct_max_pool2d(const ct_tensor *input, int64_t size, ct_tensor **out);
// input [n, c, h, w], output [n, c, height, width].
ct_status ct_adaptive_average_pool2d(const ct_tensor *input, int64_t height, int64_t width, ct_tensor **out);
// Dimension order[i] becomes dimension i, each of them once; shares the elements. Any kind of element.
ct_status ct_permute(const ct_tensor *input, const int64_t *order, int64_t dimensions, ct_tensor **out);
// Joins all dimensions from `first` on. Any kind of element.
ct_status ct_flatten(const ct_tensor *input, int64_t first, ct_tensor **out);
// During training, zeroes elements with the given probability and scales the others up to the same mean.
ct_status ct_dropout(const ct_tensor *input, double probability, bool training, ct_tensor **out);
// logits [n, classes]; targets are integers [n] (class indices) or floats [n, classes] (probabilities); class_weights
// [classes] or null. The mean: with class indices, over the weights of the targets; with probabilities, over n.
ct_status ct_cross_entropy(const ct_tensor *logits, const ct_tensor *targets, const ct_tensor *class_weights,
                           double label_smoothing, ct_tensor **out);

// Optimizers.

// Adam: Kingma and Ba 2015, weight decay added to the gradient. AdamW: Loshchilov and Hutter 2019, decoupled decay.
typedef enum ct_rule { CT_ADAM = 0, CT_ADAM_W } ct_rule;

typedef struct ct_group {
  double learning_rate, weight_decay, beta1, beta2, epsilon;
} ct_group;

// An optimizer without parameters; the caller frees it with ct_optimizer_free.
ct_status ct_optimizer_create(ct_rule rule, ct_optimizer **out);
// Adds parameters that share their settings; the optimizer keeps the elements alive, not the handles. A parameter may
// be in only one group.
ct_status ct_optimizer_add_group(ct_optimizer *optimizer, const ct_tensor *const *parameters, int64_t count,
                                 const ct_group *settings);
// Groups count from 0 in the order they were added.
ct_status ct_optimizer_set_learning_rate(ct_optimizer *optimizer, int64_t group, double learning_rate);
ct_status ct_optimizer_learning_rate(const ct_optimizer *optimizer, int64_t group, double *out);
// Updates every parameter that has a gradient.
ct_status ct_optimizer_step(ct_optimizer *optimizer);
// Clears the gradients; parameters have none until the next backward pass.
ct_status ct_optimizer_clear_gradients(ct_optimizer *optimizer);
// Writes step counts and moments to a file: first under the name `path` + ".partial", which is then renamed.
ct_status ct_optimizer_save(const ct_optimizer *optimizer, const char *path);
// Restores step counts and moments from such a file, saved with the same groups and shapes; both rules store the same.
// Settings are unchanged, as is everything after a failure.
ct_status ct_optimizer_load(ct_optimizer *optimizer, const char *path);
// May be null.
void ct_optimizer_free(ct_optimizer *optimizer);

#ifdef __cplusplus
}
#endif

#endif
