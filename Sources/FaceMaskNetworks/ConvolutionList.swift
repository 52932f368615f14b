/// Lists a network's convolutions in data flow order.
package struct ConvolutionList: NetworkBuilding {
    package private(set) var shapes: [Convolution.Shape] = []

    /// The convolutions with batch normalization.
    package var normalized: [Convolution.Shape] { shapes.filter(\.isNormalized) }
    /// The convolutions with a bias.
    package var biased: [Convolution.Shape] { shapes.filter { !$0.isNormalized } }

    package init(of network: DetectorNetwork) throws { _ = try network.maps(of: (), by: &self) }

    package mutating func convolve(_ value: Void, _ shape: Convolution.Shape) { shapes.append(shape) }
    package func sum(_ first: Void, _ second: Void, isActivated: Bool) {}
    package func upsampled(_ value: Void) {}
    package func maxPooled(_ value: Void) {}
    package func averagePooled(_ value: Void) {}
    package func dropout(_ value: Void) {}
    package func dense(_ value: Void, _ shape: Dense.Shape) {}
}
