import Testing

@testable import FaceMaskModelFiles

@Suite struct FloatStorageTests {
    /// Bit patterns after IEEE 754, binary16.
    static let halves: [(value: Float, bits: UInt16, reason: String)] = [
        (0, 0x0000, "zero"),
        (-0.0, 0x8000, "negative zero keeps its sign"),
        (1, 0x3C00, "one"),
        (-2, 0xC000, "sign bit"),
        (0.333_251_95, 0x3555, "nearest to a third"),
        (65_504, 0x7BFF, "the largest finite number"),
        (65_519.996, 0x7BFF, "the largest that rounds down to it"),
        (6.103_515_6e-5, 0x0400, "the smallest normal number, 2⁻¹⁴"),
        (6.097_555e-5, 0x03FF, "the largest subnormal number"),
        (5.960_464_5e-8, 0x0001, "the smallest subnormal number, 2⁻²⁴"),
        (2.980_232_2e-8, 0x0000, "half of it: a tie goes to even"),
        (2.980_232_6e-8, 0x0001, "just above half of it"),
        (1e-30, 0x0000, "vanishes"),
        (-1e-30, 0x8000, "vanishes, sign stays"),
        (1.000_488_3, 0x3C00, "a tie goes to even: down"),
        (1.001_464_8, 0x3C02, "a tie goes to even: up"),
        (.infinity, 0x7C00, "infinity is stored"),
        (-.infinity, 0xFC00, "so is its negative"),
    ]

    @Test(arguments: halves) func roundsToTheNearestHalf(value: Float, bits: UInt16, reason: String) throws {
        let bytes = try FloatStorage.float16.bytes(of: [value], named: "w")
        #expect(bytes == [UInt8(bits & 0xFF), UInt8(bits >> 8)], "\(reason)")
    }

    @Test(arguments: [65_520, -65_520, 1e10, -.greatestFiniteMagnitude] as [Float])
    func refusesFiniteNumbersBeyondHalf(value: Float) {
        #expect(throws: ModelFileError.self) { try FloatStorage.float16.bytes(of: [1, value], named: "w") }
    }

    @Test func preservesNaN() throws {
        let bytes = try FloatStorage.float16.bytes(of: [.nan], named: "w")
        #expect(try #require(NumberKind.float16.floats(in: bytes, range: 0..<2)).map(\.isNaN) == [true])
    }

    @Test func everyFiniteHalfIsPreserved() throws {
        let bits = (UInt16.min...UInt16.max).filter { $0 & 0x7C00 != 0x7C00 }
        let bytes = bits.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let values = try #require(NumberKind.float16.floats(in: bytes, range: 0..<bytes.count))
        #expect(try FloatStorage.float16.bytes(of: values, named: "w") == bytes)
    }

    @Test func fullPrecisionKeepsEveryBit() throws {
        let values: [Float] = [0, -0.0, .leastNonzeroMagnitude, .greatestFiniteMagnitude, -.infinity, 1 / 3]
        let bytes = try FloatStorage.float32.bytes(of: values, named: "w")
        let read = try #require(NumberKind.float32.floats(in: bytes, range: 0..<bytes.count))
        #expect(read.map(\.bitPattern) == values.map(\.bitPattern))
        #expect(try FloatStorage.float32.bytes(of: [1], named: "w") == [0, 0, 0x80, 0x3F], "little-endian")
    }

    /// The upper half of binary32.
    @Test(
        arguments: [
            (0x3F80, 1, "one"), (0xC040, -3, "sign"), (0x4049, 3.140_625, "nearest to π"),
            (0x0001, 9.183_55e-41, "subnormal"),
            (0x7F7F, 3.389_531_4e38, "largest"), (0x7F80, .infinity, "infinity"), (0x8000, -0.0, "negative zero"),
        ] as [(UInt16, Float, String)])
    func readsBrainFloats(bits: UInt16, value: Float, reason: String) throws {
        let bytes = [UInt8(bits & 0xFF), UInt8(bits >> 8)]
        let read = try #require(NumberKind.bfloat16.floats(in: bytes, range: 0..<2))
        #expect(read.map(\.bitPattern) == [value.bitPattern], "\(reason)")
    }

    @Test(
        arguments: [
            (0.1, 0.1, "rounds to the nearest"), (1e300, .infinity, "is too large"), (-1e-300, -0.0, "vanishes"),
        ] as [(Double, Float, String)])
    func readsDoublesAsTheNearestFloat(value: Double, expected: Float, reason: String) throws {
        let bytes = (0..<8).map { UInt8(truncatingIfNeeded: value.bitPattern >> (8 * $0)) }
        let read = try #require(NumberKind.float64.floats(in: bytes, range: 0..<8))
        #expect(read.map(\.bitPattern) == [expected.bitPattern], "\(reason)")
    }
}
