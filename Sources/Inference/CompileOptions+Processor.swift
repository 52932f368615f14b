internal import COpenVINO

extension CompileOptions {
    /// The options, but for a precision that would cost time on this processor.
    ///
    /// Vector instructions for bfloat16 (AVX-512 BF16), which the library also takes for "the processor has it", are half as
    /// slow again as those for 32 bits: docs/design.md has the measurement. Tiles (AMX) are what pays.
    var suited: CompileOptions {
        guard precision == .fast, !Self.multipliesBFloat16InTiles else { return self }
        var options = self
        options.precision = .exact
        return options
    }

    /// Whether the processor does.
    static let multipliesBFloat16InTiles = facemask_multiplies_bfloat16_in_tiles()
}
