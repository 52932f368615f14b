/// Our face detector's network: YuNet's (Wu et al. 2023, doi:10.1007/s11633-023-1423-y), so that training can start
/// from what YuNet learned about faces on WIDER FACE, with residual blocks at strides 16 and 32 for a larger receptive
/// field. Units first mix channels, then filter each one (depthwise separable in reverse order); a small feature
/// pyramid (Lin et al. 2017, arXiv:1612.03144) and an anchor-free head each at strides 8, 16 and 32 follow.
///
/// docs/measurements.md compares times and accuracies with the previous network.
package struct DetectorNetwork: Hashable, Sendable {
    /// Channels of the maps at strides 2 and 4.
    private static let narrow = 16
    /// Channels from the second unit at stride 4 on.
    private static let width = 64
    /// Units at each stride from 8 on.
    private static let units = 2
    /// Residual blocks after the units at strides 8, 16 and 32.
    private static let blocks = [0, 2, 4]
    /// The side of the blocks' filters: faces at these strides are many cells large.
    private static let blockKernel = 5
    /// The suffix of the names of the convolutions that give the output maps.
    package static let outputSuffix = ".output"
    /// Channels of the output maps.
    package let outputs: Int

    package init(outputs: Int) { self.outputs = outputs }

    /// Describes the maps of an image `[n, 3, height, width]` whose sides are multiples of 32: one for each stride,
    /// `[n, outputs, height / stride, width / stride]`.
    package func maps<Builder: NetworkBuilding>(of image: Builder.Value, by builder: inout Builder) throws -> [Builder
        .Value]
    {
        var value = try builder.convolve(
            image, Self.normalized(.init(name: "stem", inputs: 3, outputs: Self.narrow, kernel: 3, stride: 2)))
        value = try unit(value, "stride2.unit1", inputs: Self.narrow, outputs: Self.narrow, by: &builder)
        value = try builder.maxPooled(value)
        value = try unit(value, "stride4.unit1", inputs: Self.narrow, outputs: Self.narrow, by: &builder)
        value = try unit(value, "stride4.unit2", inputs: Self.narrow, by: &builder)
        value = try unit(value, "stride4.unit3", by: &builder)
        value = try unit(value, "stride4.unit4", by: &builder)
        var levels: [Builder.Value] = []
        for level in Self.blocks.indices {
            let name = Self.name(ofLevel: level)
            value = try builder.maxPooled(value)
            for number in 1...Self.units { value = try unit(value, "\(name).unit\(number)", by: &builder) }
            for number in 0..<Self.blocks[level] {
                let filtered = try unit(
                    value, "\(name).block\(number + 1)", kernel: Self.blockKernel, isActivated: false, by: &builder)
                value = try builder.sum(value, filtered, isActivated: true)
            }
            levels.append(value)
        }
        return try heads(on: levels, by: &builder)
    }

    private static func name(ofLevel level: Int) -> String { "stride\(8 << level)" }

    /// Describes the pyramid and the heads.
    private func heads<Builder: NetworkBuilding>(
        on levels: [Builder.Value], by builder: inout Builder
    ) throws -> [Builder.Value] {
        var maps: [Builder.Value] = []
        var above: Builder.Value?
        for level in levels.indices.reversed() {
            let name = Self.name(ofLevel: level)
            var value = levels[level]
            if let above { value = try builder.sum(value, try builder.upsampled(above), isActivated: false) }
            value = try unit(value, "\(name).merge", by: &builder)
            above = value
            let head = try unit(value, "\(name).head", by: &builder)
            let numbers = try builder.convolve(
                head, .init(name: "\(name).numbers", inputs: Self.width, outputs: outputs))
            var output = Convolution.Shape(
                name: name + Self.outputSuffix, inputs: outputs, outputs: outputs, kernel: 3, isDepthwise: true)
            output.resultName = name
            maps.append(try builder.convolve(numbers, output))
        }
        return maps.reversed()
    }

    /// Describes a unit: a convolution across channels, then a depthwise one.
    private func unit<Builder: NetworkBuilding>(
        _ value: Builder.Value, _ name: String, inputs: Int = width, outputs: Int = width, kernel: Int = 3,
        isActivated: Bool = true, by builder: inout Builder
    ) throws -> Builder.Value {
        let mixed = try builder.convolve(value, .init(name: "\(name).pointwise", inputs: inputs, outputs: outputs))
        let depthwise = Convolution.Shape(
            name: "\(name).depthwise", inputs: outputs, outputs: outputs, kernel: kernel, isDepthwise: true)
        return try builder.convolve(mixed, Self.normalized(depthwise, isActivated: isActivated))
    }

    private static func normalized(_ shape: Convolution.Shape, isActivated: Bool = true) -> Convolution.Shape {
        var shape = shape
        shape.isNormalized = true
        shape.activation = isActivated ? .relu : .none
        return shape
    }
}
