/// A small random number generator that gives the same numbers for the same seed on every machine.
///
/// SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014). Not for secrets.
/// Its state is a single number, which can be saved to resume the sequence later.
public struct SeededGenerator: RandomNumberGenerator, Codable, Hashable, Sendable {
    /// The odd number nearest to 2⁶⁴ divided by the golden ratio: the paper's step between states.
    private static let step: UInt64 = 0x9E37_79B9_7F4A_7C15

    /// The state to save: a generator with this seed continues the sequence.
    public private(set) var state: UInt64

    /// Creates a generator; all seeds are equally good.
    public init(seed: UInt64) { state = seed }

    /// Returns the next number, all 64 bits of it equally likely.
    public mutating func next() -> UInt64 {
        state &+= Self.step
        var mixed = state
        // Shifts and multipliers are the paper's mix64.
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
