import Testing

@testable import FaceMaskInference

/// The sums are those of the Python package xxhash, whose authors are the algorithm's:
/// `xxhash.xxh64(bytes((i * 7 + i // 256 * 3) % 256 for i in range(length))).hexdigest()`.
private let sums: [(length: Int, sum: UInt64)] = [
    (0, 0xef46_db37_51d8_e999),
    (1, 0xe934_a84a_db05_2768),
    (3, 0x9ff7_0a63_5a62_09ab),
    (4, 0xae5a_cdc0_0a55_ac41),
    (7, 0xd734_a6b2_6f3d_a63e),
    (8, 0x8711_6b33_65b9_24eb),
    (31, 0x0f18_7c62_b1e7_22b7),
    (32, 0x91b0_cb09_31a8_c629),
    (33, 0x931b_043c_f8d6_5b94),
    (63, 0x2191_10bf_13e2_fa26),
    (64, 0xbf30_52e3_4457_75d0),
    (100, 0x8e22_72c0_8247_d5db),
    (1000, 0x31ca_98be_f31c_e119),
]

@Test(arguments: sums)
func sumsAreThoseOfTheReference(length: Int, sum: UInt64) {
    let bytes = (0..<length).map { index in UInt8(truncatingIfNeeded: index * 7 + index / 256 * 3) }
    #expect(bytes.withUnsafeBytes(XXHash64.sum) == sum)
}
