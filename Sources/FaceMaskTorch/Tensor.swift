import FaceMaskCTorch

/// An array of numbers with a shape, and the record of how it was computed.
///
/// Operations return new tensors, which may share elements with their inputs; only ``write(_:)``,
/// ``requiringGradient(_:)`` and an ``Optimizer`` change a tensor in place. Not `Sendable`: a tensor and everything
/// computed from it are used by one thread at a time.
package final class Tensor {
    let handle: OpaquePointer

    /// Takes ownership of a handle.
    init(owning handle: OpaquePointer) { self.handle = handle }

    deinit { ct_tensor_free(handle) }

    /// Creates a tensor from its elements in row-major order; their number is the product of `shape`.
    package convenience init(_ values: [Float], shape: [Int]) throws(TorchError) {
        try self.init(values, shape: shape, make: ct_tensor_from_floats)
    }

    /// Creates a vector.
    package convenience init(_ values: [Float]) throws(TorchError) {
        try self.init(values, shape: [values.count])
    }

    /// Creates a tensor of integers, such as class indices, `[pictures]`.
    package convenience init(integers values: [Int], shape: [Int]? = nil) throws(TorchError) {
        try self.init(values.map(Int64.init), shape: shape ?? [values.count], make: ct_tensor_from_integers)
    }

    /// Creates a tensor of one value.
    package convenience init(filledWith value: Float, shape: [Int]) throws(TorchError) {
        let sizes = shape.map(Int64.init)
        self.init(
            owning: try made("a tensor of shape \(shape)") {
                ct_tensor_filled(value, sizes, Int64(sizes.count), $0)
            })
    }

    /// Creates a tensor of zeros.
    package static func zeros(_ shape: [Int]) throws(TorchError) -> Tensor { try Tensor(filledWith: 0, shape: shape) }

    private typealias Maker<Element> = (
        UnsafePointer<Element>?, UnsafePointer<Int64>?, Int64, UnsafeMutablePointer<OpaquePointer?>?
    ) -> ct_status

    private convenience init<Element>(_ values: [Element], shape: [Int], make: Maker<Element>) throws(TorchError) {
        guard shape.product == values.count else {
            throw TorchError(
                code: .shape, subject: "a tensor of shape \(shape)", reason: "there are \(values.count) elements for it"
            )
        }
        let sizes = shape.map(Int64.init)
        self.init(
            owning: try made("a tensor of shape \(shape)") { make(values, sizes, Int64(sizes.count), $0) })
    }
}

extension Tensor {
    /// The sizes of the dimensions; empty for a single number.
    package var shape: [Int] {
        var dimensions: Int64 = 0
        _ = ct_tensor_dimensions(handle, &dimensions)
        var sizes = [Int64](repeating: 0, count: Int(dimensions))
        _ = ct_tensor_shape(handle, dimensions, &sizes)
        return sizes.map(Int.init)
    }

    /// The number of elements: the product of the shape.
    package var count: Int {
        var count: Int64 = 0
        _ = ct_tensor_element_count(handle, &count)
        return Int(count)
    }

    /// Returns a copy of the elements in row-major order, whatever their order in memory.
    package func values() throws(TorchError) -> [Float] {
        var values = [Float](repeating: 0, count: count)
        try check(ct_tensor_read_floats(handle, Int64(values.count), &values), "reading a tensor of shape \(shape)")
        return values
    }

    /// Returns a copy of the elements of a tensor of integers.
    package func integers() throws(TorchError) -> [Int] {
        var values = [Int64](repeating: 0, count: count)
        try check(ct_tensor_read_integers(handle, Int64(values.count), &values), "reading a tensor of shape \(shape)")
        return values.map(Int.init)
    }

    /// Returns the number in a tensor of one element.
    package func item() throws(TorchError) -> Double {
        var item = 0.0
        try check(ct_tensor_item(handle, &item), "reading a single number")
        return item
    }

    /// Overwrites the elements in place, in row-major order; a parameter remains known to its optimizer.
    package func write(_ values: [Float]) throws(TorchError) {
        try check(ct_tensor_write_floats(handle, values, Int64(values.count)), "writing a tensor of shape \(shape)")
    }

    /// Moves the elements in place by a share, 0…1, of the way towards those of a tensor of the same shape, as for
    /// moving averages of weights.
    package func approach(_ target: Tensor, by share: Double) throws(TorchError) {
        try check(ct_tensor_approach(handle, target.handle, share), "averaging a tensor of shape \(shape)")
    }

    /// Returns a copy with its own elements, which isn't a parameter and has no history.
    package func copy() throws(TorchError) -> Tensor {
        try making("copying a tensor") { ct_tensor_copy(handle, $0) }
    }
}

/// Calls a C function that returns a new handle.
func made(_ subject: @autoclosure () -> String, _ call: (UnsafeMutablePointer<OpaquePointer?>) -> ct_status)
    throws(TorchError) -> OpaquePointer
{
    var handle: OpaquePointer?
    try check(call(&handle), subject())
    guard let handle else { throw TorchError(code: .internal, subject: subject(), reason: "there was no result") }
    return handle
}

/// Calls a C function that returns a new tensor.
func making(_ subject: @autoclosure () -> String, _ call: (UnsafeMutablePointer<OpaquePointer?>) -> ct_status)
    throws(TorchError) -> Tensor
{
    Tensor(owning: try made(subject(), call))
}

extension [Int] {
    /// The number of elements of this shape; `nil` if it is too large.
    fileprivate var product: Int? {
        var product = 1
        for size in self {
            let (next, overflows) = product.multipliedReportingOverflow(by: size)
            guard !overflows else { return nil }
            product = next
        }
        return product
    }
}
