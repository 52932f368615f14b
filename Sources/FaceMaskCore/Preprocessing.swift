/// The conversion of a face to a classifier's input: crop, resize, normalise. Training and detection both use it, and
/// nothing else prepares a classifier's input.
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
    /// The order of the planes. `mean` and `scale` are always in the order red, green, blue.
    public var channelOrder: ChannelOrder
    /// The values subtracted from red, green and blue, 0…255.
    public var mean: [Float]
    /// The factors that the differences are multiplied by, for red, green and blue.
    public var scale: [Float]
    /// The margin by which a face's box is expanded on every side before it is cropped, as a share of its width and height.
    public var cropMargin: Float

    /// Creates a preprocessing.
    public init(
        inputWidth: Int, inputHeight: Int, channelOrder: ChannelOrder = .rgb, mean: [Float], scale: [Float],
        cropMargin: Float = 0
    ) {
        self.inputWidth = inputWidth
        self.inputHeight = inputHeight
        self.channelOrder = channelOrder
        self.mean = mean
        self.scale = scale
        self.cropMargin = cropMargin
    }

    /// The number of values in one input: `3 × inputHeight × inputWidth`.
    public var valueCount: Int { 3 * inputHeight * inputWidth }

    /// The reason that it can't be used, as a clause that follows "its manifest …"; `nil` if it is valid.
    public var fault: String? {
        if !(8...1024).contains(inputWidth) || !(8...1024).contains(inputHeight) {
            return "has the input size \(inputWidth)×\(inputHeight); each side must be 8 to 1024"
        }
        if mean.count != 3 || scale.count != 3 { return "needs three means and three scales" }
        if !(mean + scale + [cropMargin]).allSatisfy(\.isFinite) { return "has a number that is not finite" }
        if !(0...4).contains(cropMargin) { return "has the crop margin \(cropMargin); it must be 0 to 4" }
        return nil
    }

    /// Returns the part of a picture that is cropped for a face: its box expanded by `cropMargin` and clipped to the
    /// picture. For a box that is empty or outside the picture, it is the nearest pixel of the picture.
    public func crop(of box: Box, in image: Image) -> Box {
        crop(of: box, inWidth: image.width, height: image.height)
    }

    /// Returns the part that is cropped for a face in a picture of `width` × `height` pixels.
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

    /// Crops a face from `image` and scales it to the input's size: the first half of the preprocessing.
    public func cutout(ofFace box: Box, in image: Image) -> Image {
        cutout(of: crop(of: box, in: image), from: image)
    }

    /// Crops a face from a picture of `width` × `height` pixels of which only a part is decoded, as `cutout(ofFace:in:)`
    /// does from the whole picture.
    ///
    /// `part` returns the pixels in a box, which may exceed the picture, or more of them, and the column and row of the
    /// top left one.
    public func cutout<Failure>(
        ofFace box: Box, inWidth width: Int, height: Int,
        part: (Box) throws(Failure) -> (image: Image, x: Int, y: Int)
    ) throws(Failure) -> Image {
        let region = crop(of: box, inWidth: width, height: height)
        // The filter that reduces the crop reads a little more than it.
        let reach = max(region.width / Float(inputWidth), region.height / Float(inputHeight), 1)
        let around = Box(
            x1: region.x1 - reach - 1, y1: region.y1 - reach - 1, x2: region.x2 + reach + 1, y2: region.y2 + reach + 1)
        let part = try part(around)
        let (x, y) = (Float(part.x), Float(part.y))
        return cutout(
            of: Box(x1: region.x1 - x, y1: region.y1 - y, x2: region.x2 - x, y2: region.y2 - y), from: part.image)
    }

    /// Scales a part of a picture to the input's size. For a face it is what `crop` returns; augmentation crops by
    /// itself.
    public func cutout(of region: Box, from image: Image) -> Image {
        image.resized(from: region, width: inputWidth, height: inputHeight)
    }

    /// Writes a picture of the input's size as `[3, inputHeight, inputWidth]`, normalised: the second half of the
    /// preprocessing.
    ///
    /// `input` holds one or more pictures; the `valueCount` values of this one start at `offset`.
    public func normalize(_ cutout: Image, into input: inout MutableSpan<Float>, at offset: Int = 0) {
        precondition(cutout.width == inputWidth && cutout.height == inputHeight, "the cutout has the input's size")
        precondition(offset >= 0 && offset + valueCount <= input.count, "the input has room for the picture")
        let planeSize = inputWidth * inputHeight
        let pixels = cutout.pixels.span
        for channel in 0..<3 {
            let plane = channelOrder == .rgb ? channel : 2 - channel
            let (mean, scale) = (mean[channel], scale[channel])
            let start = offset + plane * planeSize
            // Arithmetic rather than a table: the compiler vectorizes it.
            for index in 0..<planeSize {
                input[start + index] = (Float(pixels[index * 3 + channel]) - mean) * scale
            }
        }
    }
}
