#pragma once

#if !__has_include(<ATen/ATen.h>)
#error "The headers of libtorch are missing: run scripts/setup in FaceMask's folder and build with PKG_CONFIG_PATH=THAT_FOLDER/.deps/pkgconfig (docs/library.md)."
#endif
#include <ATen/ATen.h>

#include <string>

#include "FaceMaskCTorch.h"

struct ct_tensor {
  at::Tensor value;
};

namespace ctorch {

// Thrown by the checks of this module; `translate` converts it to a status.
struct Failure {
  ct_status status;
  std::string message;
};

template <class... Parts>
void require(bool holds, ct_status status, const Parts &...parts) {
  if (!holds) throw Failure{status, c10::str(parts...)};
}

// Converts the exception in flight to a status and this thread's message; `refusal` is for libtorch's own errors.
ct_status translate(ct_status refusal) noexcept;

// The only exception boundary: every function of the C interface runs its body in it.
template <class Body>
ct_status attempt(Body body, ct_status refusal = CT_REFUSED) noexcept {
  try {
    body();
    return CT_OK;
  } catch (...) {
    return translate(refusal);
  }
}

template <class Pointer>
Pointer present(Pointer pointer, const char *name) {
  require(pointer != nullptr, CT_INVALID_ARGUMENT, name, " is a null pointer");
  return pointer;
}

inline const at::Tensor &any(const ct_tensor *tensor, const char *name) { return present(tensor, name)->value; }

inline const at::Tensor &floats(const ct_tensor *tensor, const char *name) {
  const at::Tensor &value = any(tensor, name);
  require(value.scalar_type() == at::kFloat, CT_INVALID_ARGUMENT, name, " must hold floats");
  return value;
}

// Stores the result of `compute`.
template <class Result, class Compute>
ct_status answer(Result *out, Compute compute) noexcept {
  return attempt([&] {
    present(out, "the result");
    *out = compute();
  });
}

// Returns the tensor that `compute` returns as a new handle.
template <class Compute>
ct_status make(ct_tensor **out, Compute compute) noexcept {
  return answer(out, [&] { return new ct_tensor{compute()}; });
}


// The sizes, checked to be at least 0 and to have a product that fits.
at::IntArrayRef checked_shape(const int64_t *shape, int64_t dimensions);

}  // namespace ctorch
