internal import FaceMaskCOpenVINO

/// The number formats that this machine's processor multiplies fast; docs/measurements.md has the measurements.
package enum Processor {
    /// Whether the processor multiplies bfloat16 in tiles (AMX).
    ///
    /// Vector instructions for bfloat16 (AVX-512 BF16) don't count: the library uses them too, but they take one and a half
    /// times as long as those for 32-bit floats.
    package static let multipliesBFloat16InTiles = facemask_multiplies_bfloat16_in_tiles()

    /// Whether networks run fastest in 8-bit integers: the processor has vector instructions for them (VNNI) but no tiles,
    /// with which bfloat16 is faster still.
    package static let suitsInt8 = facemask_multiplies_int8_in_vectors() && !multipliesBFloat16InTiles
}

extension CompileOptions {
    /// Returns the options with a precision that is fast on a device.
    func suited(to device: Device) -> CompileOptions {
        var options = self
        options.precision = device.suited(precision)
        return options
    }
}
