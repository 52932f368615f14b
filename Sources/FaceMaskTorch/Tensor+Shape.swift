import FaceMaskCTorch

extension Tensor {
    /// The order of the elements in memory. Shapes are `[pictures, channels, height, width]` in both.
    package enum Layout: Sendable {
        /// All pixels of one channel in row-major order, then the next channel.
        case contiguous
        /// All channels of one pixel, then the next: the fastest order for convolutions on a processor.
        case channelsLast
    }

    /// The order of the elements in memory; ``Layout/contiguous`` if both apply.
    package var layout: Layout {
        var layout = CT_CONTIGUOUS
        _ = ct_tensor_layout(handle, &layout)
        return layout == CT_CHANNELS_LAST ? .channelsLast : .contiguous
    }

    /// Returns the same elements in the given order, shared if they already have it. Channels-last needs four
    /// dimensions.
    package func inLayout(_ layout: Layout) throws(TorchError) -> Tensor {
        let wanted = layout == .channelsLast ? CT_CHANNELS_LAST : CT_CONTIGUOUS
        return try making("changing the layout") { ct_tensor_to_layout(handle, wanted, $0) }
    }

    /// Returns the same elements with permuted dimensions: dimension `order[i]` becomes dimension `i`. The memory is
    /// shared, so `[pictures, height, width, channels]` permuted by `[0, 3, 1, 2]` has the layout
    /// ``Layout/channelsLast``.
    package func permuted(_ order: [Int]) throws(TorchError) -> Tensor {
        let order = order.map(Int64.init)
        return try making("permuting the dimensions") { ct_permute(handle, order, Int64(order.count), $0) }
    }

    /// Returns the same elements with all dimensions from `first` on joined: `[n, c, h, w]` becomes `[n, c × h × w]`.
    package func flattened(from first: Int = 1) throws(TorchError) -> Tensor {
        try making("flattening") { ct_flatten(handle, Int64(first), $0) }
    }
}
