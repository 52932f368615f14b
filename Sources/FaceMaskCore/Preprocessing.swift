/// How a face becomes a network's input: crop, resize, normalise. Training and detection both call it, nothing else
/// in the project prepares a classifier's input.
public struct Preprocessing: Codable, Hashable, Sendable {
    /// The order of the input's three planes.
    public enum ChannelOrder: String, Codable, Sendable {
        case rgb = "RGB"
        case bgr = "BGR"
    }

    /// Columns of the network's input, 8…1024.
    public var inputWidth: Int
    /// Rows of the network's input, 8…1024.
    public var inputHeight: Int
    /// `mean` and `scale` name red, green and blue whatever it is.
    public var channelOrder: ChannelOrder
    /// Subtracted from the 0…255 value of red, green and blue.
    public var mean: [Float]
    /// Multiplies what is left, for red, green and blue.
    public var scale: [Float]
    /// How much of its width and height a face's box grows on every side before it is cut out.
    public var cropMargin: Float

    /// Creates a preprocessing.
    public init(
        inputWidth: Int, inputHeight: Int, channelOrder: ChannelOrder = .rgb,
        mean: [Float] = [127.5, 127.5, 127.5], scale: [Float] = [1 / 127.5, 1 / 127.5, 1 / 127.5],
        cropMargin: Float = 0
    ) {
        self.inputWidth = inputWidth
        self.inputHeight = inputHeight
        self.channelOrder = channelOrder
        self.mean = mean
        self.scale = scale
        self.cropMargin = cropMargin
    }

    /// Numbers in one input: `3 × inputHeight × inputWidth`.
    public var valueCount: Int { 3 * inputHeight * inputWidth }

    /// Why it can't be used, as a clause that follows "its manifest …"; `nil` when it is sound.
    public var fault: String? {
        if !(8...1024).contains(inputWidth) || !(8...1024).contains(inputHeight) {
            return "has the input size \(inputWidth)×\(inputHeight), sides from 8 to 1024 are possible"
        }
        if mean.count != 3 || scale.count != 3 { return "needs three means and three scales" }
        if !(mean + scale + [cropMargin]).allSatisfy(\.isFinite) { return "has a number that is not finite" }
        if !(0...4).contains(cropMargin) { return "has the crop margin \(cropMargin), 0 to 4 is possible" }
        return nil
    }

    /// The part of a picture that is cut out for a face: its box grown by `cropMargin`, clipped to the picture.
    /// A box that lies outside the picture or is empty gives the whole picture's nearest pixel.
    public func crop(of box: Box, in image: Image) -> Box {
        crop(of: box, inWidth: image.width, height: image.height)
    }

    /// The same for a picture of `width` × `height` pixels.
    public func crop(of box: Box, inWidth width: Int, height: Int) -> Box {
        let grown = box.expanded(by: cropMargin).clipped(toWidth: width, height: height)
        return grown.isEmpty ? Self.nearestPixel(to: box, width, height) : grown
    }

    private static func nearestPixel(to box: Box, _ width: Int, _ height: Int) -> Box {
        func edge(_ value: Float, _ side: Int) -> Float {
            value.isNaN ? 0 : min(max(value.rounded(.down), 0), Float(side - 1))
        }
        let x = edge(box.x1, width)
        let y = edge(box.y1, height)
        return Box(x1: x, y1: y, x2: x + 1, y2: y + 1)
    }

    /// Cuts `region` out of `image`, stretches it to the input size, and returns it as a picture: the first half of
    /// the preprocessing, which augmentation works on.
    public func cutout(of region: Box, from image: Image) -> Image {
        image.resized(from: region, width: inputWidth, height: inputHeight)
    }

    /// Writes a picture of the input size as `[3, inputHeight, inputWidth]`, normalised: the second half.
    ///
    /// `input` holds one or more pictures; this one's `valueCount` numbers start at `offset`.
    public func normalize(_ cutout: Image, into input: inout MutableSpan<Float>, at offset: Int = 0) {
        precondition(cutout.width == inputWidth && cutout.height == inputHeight, "the cutout has the input's size")
        precondition(offset >= 0 && offset + valueCount <= input.count, "the input has room for the picture")
        let planeSize = inputWidth * inputHeight
        let pixels = cutout.pixels.span
        for channel in 0..<3 {
            let plane = channelOrder == .rgb ? channel : 2 - channel
            let (mean, scale) = (mean[channel], scale[channel])
            let start = offset + plane * planeSize
            // Arithmetic rather than a table: the compiler makes vector code of it.
            for index in 0..<planeSize {
                input[start + index] = (Float(pixels[index * 3 + channel]) - mean) * scale
            }
        }
    }
}
