#if Training
import FaceMaskCTorch
import Testing

/// Handles to call the C face with.
final class Fixture {
    /// `[2, 3]`: 1…6.
    let matrix: OpaquePointer
    /// `[1, 4, 5, 5]`, zeros.
    let pictures: OpaquePointer
    /// `[4]`, zeros: one for each channel of the pictures.
    let row: OpaquePointer
    /// `[6, 2, 3, 3]`, zeros: filters for two groups.
    let filters: OpaquePointer
    /// `[2]`: 0 and 2.
    let classes: OpaquePointer
    /// `[1, 1]`: 3, and a parameter.
    let parameter: OpaquePointer
    /// The square of the parameter, recorded.
    let result: OpaquePointer
    /// Adam with the parameter as its only group.
    let optimizer: OpaquePointer

    init() throws {
        matrix = try made { ct_tensor_from_floats([1, 2, 3, 4, 5, 6], [2, 3], 2, $0) }
        pictures = try made { ct_tensor_filled(0, [1, 4, 5, 5], 4, $0) }
        row = try made { ct_tensor_filled(0, [4], 1, $0) }
        filters = try made { ct_tensor_filled(0, [6, 2, 3, 3], 4, $0) }
        classes = try made { ct_tensor_from_integers([0, 2], [2], 1, $0) }
        let parameter = try made { ct_tensor_filled(3, [1, 1], 2, $0) }
        try #require(ct_tensor_set_requires_gradient(parameter, true) == CT_OK)
        self.parameter = parameter
        result = try made { ct_linear(parameter, parameter, nil, $0) }
        let optimizer = try made { ct_optimizer_create(CT_ADAM, $0) }
        var settings = Self.settings
        try #require(ct_optimizer_add_group(optimizer, [parameter], 1, &settings) == CT_OK)
        self.optimizer = optimizer
    }

    deinit {
        for tensor in [matrix, pictures, row, filters, classes, parameter, result] { ct_tensor_free(tensor) }
        ct_optimizer_free(optimizer)
    }

    static var settings: ct_group {
        ct_group(learning_rate: 0.1, weight_decay: 0, beta1: 0.9, beta2: 0.999, epsilon: 1e-8)
    }
}

/// The handle that a call makes; the caller frees it.
func made(_ call: (UnsafeMutablePointer<OpaquePointer?>) -> ct_status) throws -> OpaquePointer {
    var handle: OpaquePointer?
    let status = call(&handle)
    try #require(status == CT_OK, "\(lastError)")
    return try #require(handle)
}

/// This thread's message.
var lastError: String { String(cString: ct_last_error()) }

/// One call that must fail.
struct Refusal: CustomTestStringConvertible, Sendable {
    typealias Handles = UnsafeMutablePointer<OpaquePointer?>

    let testDescription: String
    let status: ct_status
    /// A part of the message.
    let saying: String
    let call: @Sendable (Fixture, Handles) -> ct_status

    init(
        _ why: String, _ status: ct_status, saying: String, _ call: @escaping @Sendable (Fixture, Handles) -> ct_status
    ) {
        testDescription = why
        self.status = status
        self.saying = saying
        self.call = call
    }
}
#endif
