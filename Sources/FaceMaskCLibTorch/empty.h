// libtorch is C++: only CTorch includes it.
