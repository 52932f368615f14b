// libtorch is a C++ library: only FaceMaskCTorchLibrary includes it.
