#ifdef CTORCH_NEEDS_LIBTORCH

#include <torch/nn/init.h>

#include <algorithm>

#include "Boundary.hpp"

using namespace ctorch;

namespace {

template <class Element>
at::Tensor copied(const Element *values, at::IntArrayRef shape, at::ScalarType type) {
  at::Tensor result = at::empty(shape, type);
  if (result.numel() > 0) {
    std::copy_n(present(values, "values"), result.numel(), result.data_ptr<Element>());
  }
  return result;
}

template <class Element>
ct_status read(const ct_tensor *tensor, int64_t count, Element *out, at::ScalarType type) {
  return attempt([&] {
    const at::Tensor &value = any(tensor, "tensor");
    require(value.scalar_type() == type, CT_INVALID_ARGUMENT, "tensor holds elements of another kind");
    require(count == value.numel(), CT_SHAPE, "a tensor of ", value.numel(), " elements was read into ", count);
    if (count == 0) return;
    at::from_blob(present(out, "the result"), value.sizes(), type).copy_(value.detach());
  });
}

// Fan-in and fan-out need two dimensions.
at::Tensor uninitialised_weights(const int64_t *shape, int64_t dimensions) {
  at::IntArrayRef checked = checked_shape(shape, dimensions);
  require(dimensions >= 2, CT_SHAPE, "weights have at least two dimensions, not ", dimensions);
  return at::empty(checked, at::kFloat);
}

at::MemoryFormat format(ct_layout layout, int64_t dimensions) {
  switch (layout) {
    case CT_CONTIGUOUS:
      return at::MemoryFormat::Contiguous;
    case CT_CHANNELS_LAST:
      require(dimensions == 4, CT_SHAPE, "channels-last needs four dimensions, not ", dimensions);
      return at::MemoryFormat::ChannelsLast;
  }
  throw Failure{CT_INVALID_ARGUMENT, c10::str("there is no layout ", static_cast<int>(layout))};
}

}  // namespace

ct_status ct_tensor_from_floats(const float *values, const int64_t *shape, int64_t dimensions, ct_tensor **out) {
  return make(out, [&] { return copied(values, checked_shape(shape, dimensions), at::kFloat); });
}

ct_status ct_tensor_from_integers(const int64_t *values, const int64_t *shape, int64_t dimensions, ct_tensor **out) {
  return make(out, [&] { return copied(values, checked_shape(shape, dimensions), at::kLong); });
}

ct_status ct_tensor_filled(float value, const int64_t *shape, int64_t dimensions, ct_tensor **out) {
  return make(out, [&] { return at::full(checked_shape(shape, dimensions), value, at::kFloat); });
}

ct_status ct_tensor_glorot_uniform(const int64_t *shape, int64_t dimensions, ct_tensor **out) {
  return make(out, [&] { return torch::nn::init::xavier_uniform_(uninitialised_weights(shape, dimensions)); });
}

ct_status ct_tensor_kaiming_uniform(const int64_t *shape, int64_t dimensions, ct_tensor **out) {
  return make(out, [&] { return torch::nn::init::kaiming_uniform_(uninitialised_weights(shape, dimensions)); });
}

ct_status ct_tensor_copy(const ct_tensor *tensor, ct_tensor **out) {
  return make(out, [&] { return any(tensor, "tensor").detach().clone(); });
}

void ct_tensor_free(ct_tensor *tensor) { delete tensor; }

ct_status ct_tensor_dimensions(const ct_tensor *tensor, int64_t *out) {
  return answer(out, [&] { return any(tensor, "tensor").dim(); });
}

ct_status ct_tensor_shape(const ct_tensor *tensor, int64_t capacity, int64_t *out) {
  return attempt([&] {
    at::IntArrayRef shape = any(tensor, "tensor").sizes();
    const int64_t dimensions = shape.size();
    require(capacity >= dimensions, CT_SHAPE, "a shape of ", dimensions, " sizes was read into ", capacity);
    if (dimensions > 0) std::copy(shape.begin(), shape.end(), present(out, "the result"));
  });
}

ct_status ct_tensor_element_count(const ct_tensor *tensor, int64_t *out) {
  return answer(out, [&] { return any(tensor, "tensor").numel(); });
}

ct_status ct_tensor_kind(const ct_tensor *tensor, ct_kind *out) {
  return answer(out, [&] { return any(tensor, "tensor").scalar_type() == at::kLong ? CT_INT64 : CT_FLOAT32; });
}

ct_status ct_tensor_layout(const ct_tensor *tensor, ct_layout *out) {
  return answer(out, [&] {
    const at::Tensor &value = any(tensor, "tensor");
    return value.is_contiguous() || value.dim() != 4 || !value.is_contiguous(at::MemoryFormat::ChannelsLast)
               ? CT_CONTIGUOUS
               : CT_CHANNELS_LAST;
  });
}

ct_status ct_tensor_read_floats(const ct_tensor *tensor, int64_t count, float *out) {
  return read(tensor, count, out, at::kFloat);
}

ct_status ct_tensor_read_integers(const ct_tensor *tensor, int64_t count, int64_t *out) {
  return read(tensor, count, out, at::kLong);
}

ct_status ct_tensor_write_floats(ct_tensor *tensor, const float *values, int64_t count) {
  return attempt([&] {
    const at::Tensor &value = floats(tensor, "tensor");
    require(count == value.numel(), CT_SHAPE, "a tensor of ", value.numel(), " elements cannot take ", count);
    if (count == 0) return;
    at::NoGradGuard unrecorded;
    // copy_ only reads from the blob.
    value.copy_(at::from_blob(const_cast<float *>(present(values, "values")), value.sizes(), at::kFloat));
  });
}

ct_status ct_tensor_approach(ct_tensor *tensor, const ct_tensor *target, double share) {
  return attempt([&] {
    const at::Tensor &value = floats(tensor, "tensor");
    const at::Tensor &goal = floats(target, "target");
    require(value.sizes() == goal.sizes(), CT_SHAPE, "shape ", value.sizes(), " cannot approach ", goal.sizes());
    require(share >= 0 && share <= 1, CT_INVALID_ARGUMENT, "the share ", share, " is not from 0 to 1");
    at::NoGradGuard unrecorded;
    value.lerp_(goal, share);
  });
}

ct_status ct_tensor_item(const ct_tensor *tensor, double *out) {
  return answer(out, [&] {
    const at::Tensor &value = any(tensor, "tensor");
    require(value.numel() == 1, CT_SHAPE, "a tensor of shape ", value.sizes(), " is not one number");
    return value.item().toDouble();
  });
}

ct_status ct_tensor_to_layout(const ct_tensor *tensor, ct_layout layout, ct_tensor **out) {
  return make(out, [&] {
    const at::Tensor &value = any(tensor, "tensor");
    return value.contiguous(format(layout, value.dim()));
  });
}

ct_status ct_tensor_set_requires_gradient(ct_tensor *tensor, bool requires_gradient) {
  return attempt([&] {
    const at::Tensor &value = floats(tensor, "tensor");
    require(value.is_leaf(), CT_INVALID_ARGUMENT, "the result of a recorded operation cannot be a parameter");
    value.set_requires_grad(requires_gradient);
  });
}

ct_status ct_tensor_requires_gradient(const ct_tensor *tensor, bool *out) {
  return answer(out, [&] { return any(tensor, "tensor").requires_grad(); });
}

ct_status ct_tensor_gradient(const ct_tensor *tensor, ct_tensor **out) {
  return answer(out, [&]() -> ct_tensor * {
    const at::Tensor &value = any(tensor, "tensor");
        // libtorch warns on stderr if the gradient of a result is requested.
    if (!value.is_leaf() || !value.grad().defined()) return nullptr;
    return new ct_tensor{value.grad()};
  });
}

ct_status ct_tensor_backward(const ct_tensor *tensor) {
  return attempt([&] {
    const at::Tensor &value = floats(tensor, "tensor");
    require(value.numel() == 1, CT_SHAPE, "gradients start from one number, not from shape ", value.sizes());
    require(value.requires_grad(), CT_INVALID_ARGUMENT, "the number was not computed from a parameter");
    value.backward();
  });
}

#endif
