internal import FaceMaskCOpenVINO

/// What this machine's processor multiplies quickly; docs/design.md has the measurements.
public enum Processor {
    /// Whether it multiplies bfloat16 in tiles (AMX).
    ///
    /// Vector instructions for bfloat16 (AVX-512 BF16), which the library also takes for "the processor has it", are half as
    /// slow again as those for 32 bits.
    public static let multipliesBFloat16InTiles = facemask_multiplies_bfloat16_in_tiles()

    /// Whether networks are quickest in 8-bit integers: it has vector instructions for them (VNNI), and no tiles, whose
    /// bfloat16 is quicker still.
    public static let suitsInt8 = facemask_multiplies_int8_in_vectors() && !multipliesBFloat16InTiles
}

extension CompileOptions {
    /// The options, but for a precision that would cost time on this processor.
    var suited: CompileOptions {
        guard precision == .fast, !Processor.multipliesBFloat16InTiles else { return self }
        var options = self
        options.precision = .exact
        return options
    }
}
