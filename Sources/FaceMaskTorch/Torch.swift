internal import FaceMaskCTorch

/// Settings of the whole library.
package enum Torch {
    /// libtorch's version, such as "1.13.0". Throws if the library can't be loaded.
    package static var libraryVersion: String {
        get throws(TorchError) {
            guard let version = ct_library_version() else {
                throw TorchError(
                    code: .unavailable, subject: "loading libtorch", reason: String(cString: ct_last_error()))
            }
            return String(cString: version)
        }
    }

    /// Seeds initializers and dropout of the whole process: the same seed gives the same numbers.
    package static func seed(_ seed: UInt64) throws(TorchError) {
        try check(ct_set_seed(seed), "seeding libtorch")
    }

    /// The number of threads of one operation, at least 1.
    ///
    /// Set it before the first operation: threads that have computed before, except the one that sets it, keep their
    /// number.
    package static var threadCount: Int {
        get {
            var count: Int32 = 1
            _ = ct_thread_count(&count)
            return Int(count)
        }
        set {
            precondition(newValue >= 1, "an operation uses at least one thread")
            _ = ct_set_thread_count(Int32(clamping: newValue))
        }
    }

    /// Runs `body` without recording operations for gradients, which is faster and takes less memory.
    ///
    /// Applies to this thread until `body` ends, so `body` is synchronous.
    package static func withoutGradients<Result, Failure: Error>(_ body: () throws(Failure) -> Result) throws(Failure)
        -> Result
    {
        var before = true
        _ = ct_set_recording(false, &before)
        defer {
            var ignored = false
            _ = ct_set_recording(before, &ignored)
        }
        return try body()
    }
}
