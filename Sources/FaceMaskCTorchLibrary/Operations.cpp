#ifdef CTORCH_NEEDS_LIBTORCH

#include <ATen/ExpandUtils.h>

#include <vector>

#include "Boundary.hpp"

using namespace ctorch;

namespace {

// A missing bias is an empty optional; otherwise it has one number for each output.
c10::optional<at::Tensor> bias_of(const ct_tensor *bias, int64_t outputs) {
  if (!bias) return c10::nullopt;
  const at::Tensor &value = floats(bias, "bias");
  require(value.dim() == 1 && value.size(0) == outputs, CT_SHAPE, "a bias of shape ", value.sizes(),
          " does not fit ", outputs, " outputs");
  return value;
}

const at::Tensor &pictures(const ct_tensor *tensor, const char *name) {
  const at::Tensor &value = floats(tensor, name);
  require(value.dim() == 4, CT_SHAPE, name, " must have four dimensions, not the shape ", value.sizes());
  return value;
}

int64_t dimension_of(const at::Tensor &value, int64_t dimension) {
  require(-value.dim() <= dimension && dimension < value.dim(), CT_INVALID_ARGUMENT, "the shape ", value.sizes(),
          " has no dimension ", dimension);
  return dimension;
}

void check(const ct_convolution &how, const at::Tensor &input, const at::Tensor &weight) {
  require(how.stride >= 1, CT_INVALID_ARGUMENT, "a stride of ", how.stride, " goes nowhere");
  require(how.groups >= 1, CT_INVALID_ARGUMENT, "there cannot be ", how.groups, " groups");
  require(how.left >= 0 && how.right >= 0 && how.top >= 0 && how.bottom >= 0, CT_INVALID_ARGUMENT,
          "padding cannot be negative");
  require(weight.size(1) * how.groups == input.size(1) && weight.size(0) % how.groups == 0, CT_SHAPE, "filters ",
          weight.sizes(), " in ", how.groups, " groups do not fit the input ", input.sizes());
  require(input.size(2) + how.top + how.bottom >= weight.size(2) && input.size(3) + how.left + how.right >= weight.size(3),
          CT_SHAPE, "filters ", weight.sizes(), " are larger than the padded input ", input.sizes());
}

// Checks for class indices out of range: libtorch silently ignores one of them, -100.
void check_targets(const at::Tensor &targets, const at::Tensor &logits) {
  if (targets.scalar_type() == at::kFloat) {
    require(targets.sizes() == logits.sizes(), CT_SHAPE, "probabilities of shape ", targets.sizes(),
            " do not fit logits of shape ", logits.sizes());
    return;
  }
  require(targets.dim() == 1 && targets.size(0) == logits.size(0), CT_SHAPE, "class numbers of shape ",
          targets.sizes(), " do not fit logits of shape ", logits.sizes());
  const int64_t low = targets.min().item<int64_t>(), high = targets.max().item<int64_t>();
  require(low >= 0 && high < logits.size(1), CT_INVALID_ARGUMENT, "class numbers ", low, "…", high, " are not all among ",
          logits.size(1), " classes");
}

}  // namespace

ct_status ct_conv2d(const ct_tensor *input, const ct_tensor *weight, const ct_tensor *bias,
                    const ct_convolution *convolution, ct_tensor **out) {
  return make(out, [&] {
    at::Tensor source = pictures(input, "input");
    const at::Tensor &filters = pictures(weight, "weight");
    const ct_convolution &how = *present(convolution, "convolution");
    check(how, source, filters);
    const auto added = bias_of(bias, filters.size(0));
        // libtorch pads inside its convolution only if both sides agree; otherwise the padded input is a copy.
    at::DimVector padding = {how.top, how.left};
    if (how.left != how.right || how.top != how.bottom) {
      source = at::constant_pad_nd(source, {how.left, how.right, how.top, how.bottom});
      padding = {0, 0};
    }
    return at::conv2d(source, filters, added, how.stride, padding, /*dilation=*/1, how.groups);
  });
}

ct_status ct_linear(const ct_tensor *input, const ct_tensor *weight, const ct_tensor *bias, ct_tensor **out) {
  return make(out, [&] {
    const at::Tensor &source = floats(input, "input"), &matrix = floats(weight, "weight");
    require(matrix.dim() == 2 && source.dim() >= 1 && source.size(-1) == matrix.size(1), CT_SHAPE, "weights ",
            matrix.sizes(), " do not fit the input ", source.sizes());
    return at::linear(source, matrix, bias_of(bias, matrix.size(0)));
  });
}

ct_status ct_add(const ct_tensor *left, const ct_tensor *right, ct_tensor **out) {
  return make(out, [&] {
    const at::Tensor &a = floats(left, "left"), &b = floats(right, "right");
    require(at::are_expandable(a.sizes(), b.sizes()), CT_SHAPE, "shapes ", a.sizes(), " and ", b.sizes(),
            " cannot be added");
    return at::add(a, b);
  });
}

ct_status ct_relu(const ct_tensor *input, ct_tensor **out) {
  return make(out, [&] { return at::relu(floats(input, "input")); });
}

ct_status ct_relu6(const ct_tensor *input, ct_tensor **out) {
  return make(out, [&] { return at::relu6(floats(input, "input")); });
}

ct_status ct_max_pool2d(const ct_tensor *input, int64_t size, ct_tensor **out) {
  return make(out, [&] {
    const at::Tensor &source = pictures(input, "input");
    require(size >= 1, CT_INVALID_ARGUMENT, "windows of ", size, " are not possible");
    require(size <= source.size(2) && size <= source.size(3), CT_SHAPE, "windows of ", size,
            " are larger than the input ", source.sizes());
    return at::max_pool2d(source, size, size);
  });
}

ct_status ct_adaptive_average_pool2d(const ct_tensor *input, int64_t height, int64_t width, ct_tensor **out) {
  return make(out, [&] {
    const at::Tensor &source = pictures(input, "input");
    require(height >= 1 && width >= 1, CT_INVALID_ARGUMENT, "an output of ", height, "×", width, " is empty");
    return at::adaptive_avg_pool2d(source, {height, width});
  });
}

ct_status ct_permute(const ct_tensor *input, const int64_t *order, int64_t dimensions, ct_tensor **out) {
  return make(out, [&] {
    const at::Tensor &source = any(input, "input");
    require(dimensions == source.dim(), CT_SHAPE, "the shape ", source.sizes(), " cannot take an order of ", dimensions,
            " dimensions");
    if (dimensions == 0) return source;
    const at::IntArrayRef wanted{present(order, "order"), static_cast<size_t>(dimensions)};
    std::vector<bool> taken(dimensions);
    for (int64_t dimension : wanted) {
      require(0 <= dimension && dimension < dimensions && !taken[dimension], CT_INVALID_ARGUMENT, "the order ", wanted,
              " does not name each dimension once");
      taken[dimension] = true;
    }
    return source.permute(wanted);
  });
}

ct_status ct_flatten(const ct_tensor *input, int64_t first, ct_tensor **out) {
  return make(out, [&] {
    const at::Tensor &source = any(input, "input");
    return at::flatten(source, dimension_of(source, first));
  });
}

ct_status ct_dropout(const ct_tensor *input, double probability, bool training, ct_tensor **out) {
  return make(out, [&] {
    require(probability >= 0 && probability <= 1, CT_INVALID_ARGUMENT, probability, " is not a probability");
    return at::dropout(floats(input, "input"), probability, training);
  });
}

ct_status ct_cross_entropy(const ct_tensor *logits, const ct_tensor *targets, const ct_tensor *class_weights,
                           double label_smoothing, ct_tensor **out) {
  return make(out, [&] {
    const at::Tensor &scores = floats(logits, "logits"), &wanted = any(targets, "targets");
    require(scores.dim() == 2 && scores.numel() > 0, CT_SHAPE, "logits have the shape [n, classes], not ",
            scores.sizes());
    require(label_smoothing >= 0 && label_smoothing <= 1, CT_INVALID_ARGUMENT, "a label smoothing of ",
            label_smoothing, " is not within 0…1");
    check_targets(wanted, scores);
    c10::optional<at::Tensor> weights;
    if (class_weights) {
      weights = floats(class_weights, "class weights");
      require(weights->dim() == 1 && weights->size(0) == scores.size(1), CT_SHAPE, "class weights of shape ",
              weights->sizes(), " do not fit ", scores.size(1), " classes");
    }
    return at::cross_entropy_loss(scores, wanted, weights, at::Reduction::Mean, /*ignore_index=*/-100,
                                  label_smoothing);
  });
}

#endif
