/// What builds a network from its description: to learn, to be written to a file, or to be counted.
protocol NetworkBuilding {
    associatedtype Value
    /// A convolution without bias, batch normalisation, then ReLU where the shape is activated.
    mutating func convolve(_ value: Value, _ shape: Convolution.Shape) throws -> Value
    /// A convolution with bias and nothing after it.
    mutating func output(_ value: Value, _ shape: Convolution.Shape) throws -> Value
    /// The sum; `activated` cuts negative values off.
    mutating func sum(_ first: Value, _ second: Value, activated: Bool) throws -> Value
    /// Each value four times.
    mutating func doubled(_ value: Value) throws -> Value
}

/// Our face detector's network: depthwise separable convolutions (Howard et al. 2017, arXiv:1704.04861) in residual
/// blocks, a small feature pyramid from above (Lin et al. 2017, arXiv:1612.03144), and at strides 8, 16 and 32 one
/// head each without anchors, in the manner of YuNet (Wu et al. 2023) and SCRFD (Guo et al. 2021, arXiv:2105.04714).
///
/// It halves its input thrice before the first block: most of the time goes where the maps are large, most of the
/// parameters are where they are small. docs/design.md has the times of the alternatives.
struct DetectorNetwork: Hashable, Sendable {
    /// Channels after each halving.
    private static let channels = [16, 32, 48, 80, 112]
    /// Residual blocks at strides 8, 16 and 32.
    private static let blocks = [2, 4, 4]
    /// Sides of the depthwise filters there. The last see far: faces there are many cells large.
    private static let kernels = [3, 3, 5]
    /// Channels of the pyramid.
    private static let neck = 48
    /// What the names of the convolutions that give the maps end with.
    static let outputSuffix = ".output"
    /// Channels of the output maps.
    let outputs: Int

    /// The maps of an image `[n, 3, height, width]`, sides multiples of 32: one for each stride, `[n, outputs, height /
    /// stride, width / stride]`.
    func maps<Builder: NetworkBuilding>(of image: Builder.Value, by builder: inout Builder) throws -> [Builder.Value] {
        let channels = Self.channels
        var value = try builder.convolve(
            image, .init(name: "stem", inputs: 3, outputs: channels[0], kernel: 3, stride: 2))
        value = try separable(value, "reduce4", (channels[0], channels[1]), stride: 2, by: &builder)
        var levels: [Builder.Value] = []
        for level in Self.blocks.indices {
            let (inputs, width) = (channels[level + 1], channels[level + 2])
            let name = "stride\(8 << level)"
            value = try separable(
                value, "\(name).reduce", (inputs, width), kernel: Self.kernels[level], stride: 2, by: &builder)
            for block in 0..<Self.blocks[level] {
                let filtered = try separable(
                    value, "\(name).block\(block + 1)", (width, width), kernel: Self.kernels[level],
                    isActivated: false, by: &builder)
                value = try builder.sum(value, filtered, activated: true)
            }
            levels.append(value)
        }
        return try heads(on: levels, by: &builder)
    }

    /// The pyramid and the heads.
    private func heads<Builder: NetworkBuilding>(
        on levels: [Builder.Value], by builder: inout Builder
    ) throws -> [Builder.Value] {
        var maps: [Builder.Value] = []
        var above: Builder.Value?
        for level in levels.indices.reversed() {
            let name = "stride\(8 << level)"
            var value = try builder.convolve(
                levels[level], .init(name: "\(name).lateral", inputs: Self.channels[level + 2], outputs: Self.neck))
            if let above {
                value = try builder.sum(value, try builder.doubled(above), activated: false)
                value = try separable(value, "\(name).merge", (Self.neck, Self.neck), by: &builder)
            }
            above = value
            let head = try separable(value, "\(name).head", (Self.neck, Self.neck), by: &builder)
            maps.append(
                try builder.output(
                    head, .init(name: name + Self.outputSuffix, inputs: Self.neck, outputs: outputs, isActivated: false)
                ))
        }
        return maps.reversed()
    }

    /// A depthwise convolution, then one across channels.
    private func separable<Builder: NetworkBuilding>(
        _ value: Builder.Value, _ name: String, _ channels: (Int, Int), kernel: Int = 3, stride: Int = 1,
        isActivated: Bool = true, by builder: inout Builder
    ) throws -> Builder.Value {
        let filtered = try builder.convolve(
            value,
            .init(
                name: "\(name).depthwise", inputs: channels.0, outputs: channels.0, kernel: kernel, stride: stride,
                isDepthwise: true))
        return try builder.convolve(
            filtered,
            .init(name: "\(name).pointwise", inputs: channels.0, outputs: channels.1, isActivated: isActivated))
    }
}

/// Lists a network's convolutions in the order in which they are built.
struct ConvolutionList: NetworkBuilding {
    /// With batch normalisation.
    private(set) var normalized: [Convolution.Shape] = []
    /// With a bias.
    private(set) var outputs: [Convolution.Shape] = []

    init(of network: DetectorNetwork) throws { _ = try network.maps(of: (), by: &self) }

    mutating func convolve(_ value: Void, _ shape: Convolution.Shape) { normalized.append(shape) }
    mutating func output(_ value: Void, _ shape: Convolution.Shape) { outputs.append(shape) }
    func sum(_ first: Void, _ second: Void, activated: Bool) {}
    func doubled(_ value: Void) {}
}
