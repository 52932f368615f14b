#ifdef CTORCH_NEEDS_LIBTORCH

#include "Boundary.hpp"

#include <ATen/Parallel.h>
#include <torch/version.h>

#include <algorithm>
#include <cstdio>
#include <new>
#include <string_view>

using namespace ctorch;

namespace {

// libtorch's reasons have one or two lines; longer ones are truncated.
constexpr size_t kMessageBytes = 1024;
thread_local char message[kMessageBytes] = "";

ct_status fail(ct_status status, const char *reason) noexcept {
  std::snprintf(message, sizeof message, "%s", reason);
    // The cut may be inside a character.
  if (std::string_view(reason).size() >= kMessageBytes)
    for (size_t end = kMessageBytes - 1; end > 0 && (message[end - 1] & 0x80); --end) message[end - 1] = '\0';
  return status;
}

}  // namespace

ct_status ctorch::translate(ct_status refusal) noexcept {
  try {
    throw;
  } catch (const Failure &failure) {
    return fail(failure.status, failure.message.c_str());
  } catch (const c10::Error &error) {
    const char *reason = error.what_without_backtrace();
        // libtorch has no specific exception for this, but its allocator's messages are recognizable.
    const bool is_memory = std::string_view(reason).find("DefaultCPUAllocator") != std::string_view::npos;
    return fail(is_memory ? CT_OUT_OF_MEMORY : refusal, reason);
  } catch (const std::bad_alloc &) {
    return fail(CT_OUT_OF_MEMORY, "the machine has no memory left");
  } catch (const std::exception &error) {
    return fail(CT_INTERNAL, error.what());
  } catch (...) {
    return fail(CT_INTERNAL, "an exception of unknown type");
  }
}

at::IntArrayRef ctorch::checked_shape(const int64_t *shape, int64_t dimensions) {
  require(dimensions >= 0, CT_INVALID_ARGUMENT, "a shape cannot have ", dimensions, " dimensions");
  if (dimensions == 0) return {};
  const at::IntArrayRef sizes{present(shape, "shape"), static_cast<size_t>(dimensions)};
  int64_t bytes = sizeof(int64_t);
  for (int64_t size : sizes) {
    require(size >= 0, CT_SHAPE, "a shape cannot have the size ", size);
        // A size of 0 must not hide an overflow: libtorch multiplies the others for its strides.
    const bool overflows = __builtin_mul_overflow(bytes, std::max<int64_t>(size, 1), &bytes);
    require(!overflows, CT_SHAPE, "a shape has more elements than memory has addresses");
  }
  return sizes;
}

const char *ct_last_error(void) { return message; }

const char *ct_library_version(void) { return TORCH_VERSION; }

ct_status ct_set_seed(uint64_t seed) {
  return attempt([&] { at::manual_seed(seed); });
}

ct_status ct_set_thread_count(int32_t count) {
  return attempt([&] {
    require(count >= 1, CT_INVALID_ARGUMENT, "an operation cannot use ", count, " threads");
    at::set_num_threads(count);
  });
}

ct_status ct_thread_count(int32_t *out) {
  return answer(out, [] { return at::get_num_threads(); });
}

ct_status ct_set_recording(bool records, bool *previous) {
  return answer(previous, [&] {
    const bool before = at::GradMode::is_enabled();
    at::GradMode::set_enabled(records);
    return before;
  });
}

#endif
