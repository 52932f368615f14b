#ifdef CTORCH_NEEDS_LIBTORCH

#include <torch/csrc/autograd/autograd.h>

#include <vector>

#include "Boundary.hpp"

using namespace ctorch;

namespace {

const at::Tensor &row(const ct_tensor *tensor, const char *name, int64_t channels) {
  const at::Tensor &value = floats(tensor, name);
  require(value.dim() == 1 && value.size(0) == channels, CT_SHAPE, name, " of shape ", value.sizes(), " does not fit ",
          channels, " channels");
  return value;
}

const at::Tensor &maps(const ct_tensor *tensor, const char *name) {
  const at::Tensor &value = floats(tensor, name);
  require(value.dim() == 4 && value.numel() > 0, CT_SHAPE, name, " must have four dimensions, not the shape ",
          value.sizes());
  return value;
}

}  // namespace

ct_status ct_batch_norm2d(const ct_tensor *input, const ct_tensor *scale, const ct_tensor *shift, ct_tensor *mean,
                          ct_tensor *variance, const ct_normalization *normalization, ct_tensor **out) {
  return make(out, [&] {
    const at::Tensor &source = maps(input, "input");
    const int64_t channels = source.size(1);
    const ct_normalization &how = *present(normalization, "normalization");
    require(how.momentum >= 0 && how.momentum <= 1, CT_INVALID_ARGUMENT, "a momentum of ", how.momentum,
            " is not within 0…1");
    require(how.epsilon > 0, CT_INVALID_ARGUMENT, "an epsilon of ", how.epsilon, " is not above 0");
    require(!how.training || source.numel() > channels, CT_SHAPE, "one value for each channel has no variance");
    at::Tensor result = at::batch_norm(source, row(scale, "scale", channels), row(shift, "shift", channels),
                                       row(mean, "mean", channels), row(variance, "variance", channels), how.training,
                                       how.momentum, how.epsilon, /*cudnn_enabled=*/false);
        // In place: the gradient of the normalisation needs only its input.
    return how.activated ? result.relu_() : result;
  });
}

ct_status ct_double2d(const ct_tensor *input, ct_tensor **out) {
  return make(out, [&] {
    const at::Tensor &source = maps(input, "input");
    return at::upsample_nearest2d(source, {source.size(2) * 2, source.size(3) * 2});
  });
}

ct_status ct_tensors_backward(const ct_tensor *const *tensors, const ct_tensor *const *gradients, int64_t count) {
  return attempt([&] {
    require(count >= 1, CT_INVALID_ARGUMENT, "gradients start from at least one tensor");
    present(tensors, "tensors");
    present(gradients, "gradients");
    std::vector<at::Tensor> starts, slopes;
    for (int64_t index = 0; index < count; ++index) {
      const at::Tensor &start = floats(tensors[index], "a tensor"), &slope = floats(gradients[index], "a gradient");
      require(start.sizes() == slope.sizes(), CT_SHAPE, "a gradient of shape ", slope.sizes(),
              " does not fit a tensor of shape ", start.sizes());
      require(start.requires_grad(), CT_INVALID_ARGUMENT, "a tensor was not computed from a parameter");
      starts.push_back(start);
      slopes.push_back(slope);
    }
    torch::autograd::backward(starts, slopes);
  });
}

#endif
