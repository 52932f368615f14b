#ifdef CTORCH_NEEDS_LIBTORCH

#include <torch/optim/adam.h>
#include <torch/optim/adamw.h>
#include <torch/serialize.h>

#include <cerrno>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <memory>
#include <sstream>
#include <unordered_set>
#include <utility>
#include <vector>

#include "Boundary.hpp"

using namespace ctorch;

namespace {

using Groups = std::vector<torch::optim::OptimizerParamGroup>;

std::unique_ptr<torch::optim::Optimizer> optimizer(ct_rule rule, Groups groups) {
  switch (rule) {
    case CT_ADAM:
      return std::make_unique<torch::optim::Adam>(std::move(groups));
    case CT_ADAM_W:
      return std::make_unique<torch::optim::AdamW>(std::move(groups));
  }
  throw Failure{CT_INVALID_ARGUMENT, c10::str("there is no rule ", static_cast<int>(rule))};
}

void check_learning_rate(double rate) {
  require(std::isfinite(rate) && rate >= 0, CT_INVALID_ARGUMENT, "the learning rate cannot be ", rate);
}

// libtorch checks the defaults of an optimizer, but not those of a group.
template <class Options>
std::unique_ptr<torch::optim::OptimizerOptions> options(const ct_group &settings) {
  const double decay = settings.weight_decay, epsilon = settings.epsilon;
  check_learning_rate(settings.learning_rate);
  require(std::isfinite(decay) && decay >= 0, CT_INVALID_ARGUMENT, "the weight decay cannot be ", decay);
  require(std::isfinite(epsilon) && epsilon >= 0, CT_INVALID_ARGUMENT, "the epsilon cannot be ", epsilon);
  for (double beta : {settings.beta1, settings.beta2})
    require(beta >= 0 && beta < 1, CT_INVALID_ARGUMENT, "a beta cannot be ", beta);
  auto result = std::make_unique<Options>(settings.learning_rate);
  result->weight_decay(decay).betas({settings.beta1, settings.beta2}).eps(epsilon);
  return result;
}

// libtorch loads moments without checking their shapes, and would fail at the next step.
template <class State>
void check_moments(torch::optim::Optimizer &loaded) {
  for (const auto &group : loaded.param_groups()) {
    for (const at::Tensor &parameter : group.params()) {
      const auto found = loaded.state().find(c10::guts::to_string(parameter.unsafeGetTensorImpl()));
      if (found == loaded.state().end()) continue;
      auto &state = static_cast<State &>(*found->second);
      for (const at::Tensor &moment : {state.exp_avg(), state.exp_avg_sq()}) {
        require(moment.defined() && moment.scalar_type() == at::kFloat && moment.sizes() == parameter.sizes(), CT_SHAPE,
                "the file holds moments that do not fit a parameter of shape ", parameter.sizes());
      }
    }
  }
}

// Writes a file completely or not at all. libtorch's own file writer ends the process during clean-up if the disk is
// full, so the bytes are first written to memory.
void write(const std::string &bytes, const std::string &path) {
  const std::string partial = path + ".partial";
  std::ofstream file(partial, std::ios::binary | std::ios::trunc);
  file.write(bytes.data(), bytes.size());
  file.close();
  const bool written = file && std::rename(partial.c_str(), path.c_str()) == 0;
  const std::string reason = std::strerror(errno);
  if (!written) std::remove(partial.c_str());
  require(written, CT_INPUT_OUTPUT, path, ": ", reason);
}

}  // namespace

struct ct_optimizer {
  ct_rule rule;
  std::unique_ptr<torch::optim::Optimizer> value;

  torch::optim::OptimizerParamGroup &group(int64_t index) const {
    auto &groups = value->param_groups();
    require(index >= 0 && index < static_cast<int64_t>(groups.size()), CT_INVALID_ARGUMENT, "there is no group ", index,
            " among ", groups.size());
    return groups[index];
  }
};

ct_status ct_optimizer_create(ct_rule rule, ct_optimizer **out) {
  return answer(out, [&] { return new ct_optimizer{rule, optimizer(rule, {})}; });
}

ct_status ct_optimizer_add_group(ct_optimizer *optimizer, const ct_tensor *const *parameters, int64_t count,
                                 const ct_group *settings) {
  return attempt([&] {
    auto &target = *present(optimizer, "optimizer");
    const ct_group &wanted = *present(settings, "settings");
    auto chosen = target.rule == CT_ADAM ? options<torch::optim::AdamOptions>(wanted)
                                         : options<torch::optim::AdamWOptions>(wanted);
    require(count >= 1, CT_INVALID_ARGUMENT, "a group has at least one parameter");
    present(parameters, "parameters");
        // libtorch notices a duplicate parameter only after the first step.
    std::unordered_set<const at::TensorImpl *> known;
    for (const auto &group : target.value->param_groups())
      for (const at::Tensor &parameter : group.params()) known.insert(parameter.unsafeGetTensorImpl());
    std::vector<at::Tensor> values;
    for (int64_t index = 0; index < count; ++index) {
      const at::Tensor &value = values.emplace_back(floats(parameters[index], "a parameter"));
      require(value.is_leaf(), CT_INVALID_ARGUMENT, "the result of a recorded operation is no parameter");
      require(known.insert(value.unsafeGetTensorImpl()).second, CT_INVALID_ARGUMENT, "a parameter comes twice");
    }
    target.value->add_param_group({std::move(values), std::move(chosen)});
  });
}

ct_status ct_optimizer_set_learning_rate(ct_optimizer *optimizer, int64_t group, double learning_rate) {
  return attempt([&] {
    check_learning_rate(learning_rate);
    present(optimizer, "optimizer")->group(group).options().set_lr(learning_rate);
  });
}

ct_status ct_optimizer_learning_rate(const ct_optimizer *optimizer, int64_t group, double *out) {
  return answer(out, [&] { return present(optimizer, "optimizer")->group(group).options().get_lr(); });
}

ct_status ct_optimizer_step(ct_optimizer *optimizer) {
  return attempt([&] { present(optimizer, "optimizer")->value->step(); });
}

ct_status ct_optimizer_clear_gradients(ct_optimizer *optimizer) {
  return attempt([&] {
        // Not libtorch's zero_grad: zeros are written, read and added again, and still move parameters with momentum.
    for (auto &group : present(optimizer, "optimizer")->value->param_groups())
      for (at::Tensor &parameter : group.params()) parameter.mutable_grad().reset();
  });
}

ct_status ct_optimizer_save(const ct_optimizer *optimizer, const char *path) {
  return attempt(
      [&] {
        const auto &source = *present(optimizer, "optimizer");
        present(path, "path");
        std::ostringstream bytes;
        torch::save(*source.value, bytes);
        write(bytes.str(), path);
      },
      CT_INPUT_OUTPUT);
}

ct_status ct_optimizer_load(ct_optimizer *optimizer, const char *path) {
  return attempt(
      [&] {
        auto &target = *present(optimizer, "optimizer");
                // Into a copy, so that a file that fails halfway changes nothing.
        auto twin = ::optimizer(target.rule, target.value->param_groups());
        torch::load(*twin, std::string(present(path, "path")));
        target.rule == CT_ADAM ? check_moments<torch::optim::AdamParamState>(*twin)
                               : check_moments<torch::optim::AdamWParamState>(*twin);
        target.value = std::move(twin);
      },
      CT_INPUT_OUTPUT);
}

void ct_optimizer_free(ct_optimizer *optimizer) { delete optimizer; }

#endif
