#if Training
import FaceMaskCTorch
import Testing

/// Every call that hands out a handle: its status, its message, and the untouched out-pointer.
@Suite struct RefusalTests {
    @Test(arguments: makers + operations + shapes + memory)
    func refuses(_ refusal: Refusal) throws {
        let fixture = try Fixture()
        let untouched = OpaquePointer(bitPattern: 0xF00D)
        var out = untouched
        #expect(refusal.call(fixture, &out) == refusal.status)
        #expect(out == untouched)
        #expect(lastError.contains(refusal.saying), "\(lastError)")
    }

    static let makers: [Refusal] = [
        .init("null values", CT_INVALID_ARGUMENT, saying: "values is a null pointer") { _, out in
            ct_tensor_from_floats(nil, [2], 1, out)
        },
        .init("null integers", CT_INVALID_ARGUMENT, saying: "values is a null pointer") { _, out in
            ct_tensor_from_integers(nil, [2], 1, out)
        },
        .init("null shape", CT_INVALID_ARGUMENT, saying: "shape is a null pointer") { _, out in
            ct_tensor_filled(0, nil, 1, out)
        },
        .init("fewer than no dimensions", CT_INVALID_ARGUMENT, saying: "-1 dimensions") { _, out in
            ct_tensor_filled(0, [2], -1, out)
        },
        .init("a negative size", CT_SHAPE, saying: "size -2") { _, out in ct_tensor_filled(0, [3, -2], 2, out) },
        .init("more elements than addresses", CT_SHAPE, saying: "more elements") { _, out in
            ct_tensor_filled(0, [1 << 32, 1 << 32], 2, out)
        },
        .init("too many, hidden behind a 0", CT_SHAPE, saying: "more elements") { _, out in
            ct_tensor_filled(0, [0, 1 << 32, 1 << 32], 3, out)
        },
        .init("weights of one dimension", CT_SHAPE, saying: "two dimensions") { _, out in
            ct_tensor_glorot_uniform([4], 1, out)
        },
        .init("weights of no dimension", CT_SHAPE, saying: "two dimensions") { _, out in
            ct_tensor_kaiming_uniform(nil, 0, out)
        },
        .init("copy of null", CT_INVALID_ARGUMENT, saying: "tensor is a null pointer") { _, out in
            ct_tensor_copy(nil, out)
        },
        .init("an unknown rule", CT_INVALID_ARGUMENT, saying: "no rule 9") { _, out in
            ct_optimizer_create(ct_rule(rawValue: 9), out)
        },
        .init("gradient of null", CT_INVALID_ARGUMENT, saying: "tensor is a null pointer") { _, out in
            ct_tensor_gradient(nil, out)
        },
    ]

    static let memory: [Refusal] = [
        // 2^48 bytes: more than a process of today's machines can address, however the system counts its memory.
        .init("256 TiB", CT_OUT_OF_MEMORY, saying: "memory") { _, out in ct_tensor_filled(0, [1 << 46], 1, out) }
    ]

    static let shapes: [Refusal] = [
        .init("channels-last of a matrix", CT_SHAPE, saying: "four dimensions, not 2") { fixture, out in
            ct_tensor_to_layout(fixture.matrix, CT_CHANNELS_LAST, out)
        },
        .init("an unknown layout", CT_INVALID_ARGUMENT, saying: "no layout 7") { fixture, out in
            ct_tensor_to_layout(fixture.matrix, ct_layout(rawValue: 7), out)
        },
        .init("an order of 3 for 2 dimensions", CT_SHAPE, saying: "cannot take an order of 3") { fixture, out in
            ct_permute(fixture.matrix, [0, 1, 2], 3, out)
        },
        .init("a dimension twice", CT_INVALID_ARGUMENT, saying: "each dimension once") { fixture, out in
            ct_permute(fixture.matrix, [1, 1], 2, out)
        },
        .init("a dimension beyond the last", CT_INVALID_ARGUMENT, saying: "each dimension once") { fixture, out in
            ct_permute(fixture.matrix, [0, 2], 2, out)
        },
        .init("a dimension before the first", CT_INVALID_ARGUMENT, saying: "each dimension once") { fixture, out in
            ct_permute(fixture.matrix, [-1, 0], 2, out)
        },
        .init("a null order", CT_INVALID_ARGUMENT, saying: "order is a null pointer") { fixture, out in
            ct_permute(fixture.matrix, nil, 2, out)
        },
        .init("flattening from beyond", CT_INVALID_ARGUMENT, saying: "no dimension 2") { fixture, out in
            ct_flatten(fixture.matrix, 2, out)
        },
    ]
}
#endif
