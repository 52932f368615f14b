import FaceMaskCTorch

extension Tensor {
    /// The order of the elements in memory. Shapes are `[pictures, channels, height, width]` in both.
    public enum Layout: Sendable {
        /// All pixels of one channel in row-major order, then the next channel.
        case contiguous
        /// All channels of one pixel, then the next: the fastest order for convolutions on a processor.
        case channelsLast
    }

    /// The order of the elements in memory; ``Layout/contiguous`` if both apply.
    public var layout: Layout {
        var layout = CT_CONTIGUOUS
        _ = ct_tensor_layout(handle, &layout)
        return layout == CT_CHANNELS_LAST ? .channelsLast : .contiguous
    }

    /// Returns the same elements in the given order, shared if they already have it. Channels-last needs four
    /// dimensions.
    public func inLayout(_ layout: Layout) throws(TorchError) -> Tensor {
        let wanted = layout == .channelsLast ? CT_CHANNELS_LAST : CT_CONTIGUOUS
        return try making("changing the layout") { ct_tensor_to_layout(handle, wanted, $0) }
    }

    /// Returns the same elements in another shape; one size may be -1, which is inferred.
    public func reshaped(to shape: [Int]) throws(TorchError) -> Tensor {
        let sizes = shape.map(Int64.init)
        return try making("reshaping") { ct_reshape(handle, sizes, Int64(sizes.count), $0) }
    }

    /// Returns the same elements with permuted dimensions: dimension `order[i]` becomes dimension `i`. The memory is
    /// shared, so `[pictures, height, width, channels]` permuted by `[0, 3, 1, 2]` has the layout
    /// ``Layout/channelsLast``.
    public func permuted(_ order: [Int]) throws(TorchError) -> Tensor {
        let order = order.map(Int64.init)
        return try making("permuting the dimensions") { ct_permute(handle, order, Int64(order.count), $0) }
    }

    /// Returns the same elements with all dimensions from `first` on joined: `[n, c, h, w]` becomes `[n, c × h × w]`.
    public func flattened(from first: Int = 1) throws(TorchError) -> Tensor {
        try making("flattening") { ct_flatten(handle, Int64(first), $0) }
    }

    /// Returns the rows of the first dimension with these indices, in this order; a row may occur several times.
    public func rows(_ indices: [Int]) throws(TorchError) -> Tensor {
        let indices = indices.map(Int64.init)
        return try making("selecting rows") { ct_select_rows(handle, indices, Int64(indices.count), $0) }
    }

    /// Returns the tensors joined along a dimension; they agree in all others.
    public static func concatenating(_ tensors: [Tensor], along dimension: Int = 0) throws(TorchError) -> Tensor {
        let handles = tensors.map { Optional($0.handle) }
        // The handles are plain pointers: the tensors must outlive the call.
        defer { withExtendedLifetime(tensors) {} }
        return try making("concatenating") { ct_concatenate(handles, Int64(handles.count), Int64(dimension), $0) }
    }
}
