/// An interpreter of a network's description.
///
/// A network is described once, as calls of a builder in data flow order. Each conformer interprets the calls
/// differently: it runs the network with libtorch, writes it to an ONNX file, or lists its layers. An exporter to
/// another format is a further conformer.
package protocol NetworkBuilding {
    /// The data that flows through the network.
    associatedtype Value

    /// Adds a convolution with its bias or batch normalization, and its activation.
    mutating func convolve(_ value: Value, _ shape: Convolution.Shape) throws -> Value
    /// Adds the sum of two values of one shape; `isActivated` replaces negative results by 0.
    mutating func sum(_ first: Value, _ second: Value, isActivated: Bool) throws -> Value
    /// Doubles rows and columns by repeating each value in 2×2 cells.
    mutating func upsampled(_ value: Value) throws -> Value
    /// Halves rows and columns by taking the maximum of each 2×2 cells.
    mutating func maxPooled(_ value: Value) throws -> Value
    /// Averages each channel: `[batch, channels, height, width]` becomes `[batch, channels]`.
    mutating func averagePooled(_ value: Value) throws -> Value
    /// Drops values at random during training; otherwise changes nothing.
    mutating func dropout(_ value: Value) throws -> Value
    /// Adds a fully connected layer with its bias and activation.
    mutating func dense(_ value: Value, _ shape: Dense.Shape) throws -> Value
}

/// The activation after a layer.
package enum Activation: Hashable, Sendable {
    case none
    /// Replaces negative values by 0.
    case relu
    /// Clamps values to 0…6.
    case relu6
}
