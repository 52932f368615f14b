/// The conversion of a picture to the input of our face detector's network. Training and detection both use it, and
/// nothing else prepares that input.
///
/// The input is a canvas, `[height, width, 3]`: pixels as ``Image`` stores them, in the order red, green, blue.
public struct DetectorPreprocessing: Hashable, Sendable {
    /// The value subtracted from the level, 0…255, of every colour channel.
    public var mean: Float
    /// The factor that the difference is multiplied by.
    public var scale: Float

    /// Creates a preprocessing. By default, levels are normalized to −1…1.
    public init(mean: Float = 127.5, scale: Float = 1 / 127.5) {
        self.mean = mean
        self.scale = scale
    }

    /// The value outside the picture: that of the level `mean`, and of the zeros with which the network's convolutions
    /// pad their input.
    public static let background: Float = 0

    /// Fills a canvas with a picture on the background value.
    ///
    /// - Parameters:
    ///   - input: Exactly one canvas; its previous content is overwritten.
    ///   - picture: The picture at the size at which the network sees it.
    ///   - canvas: The size of the input, and the position of the picture on it.
    public func fill(_ input: inout MutableSpan<Float>, with picture: Image, on canvas: DetectorCanvas) {
        precondition(input.count == canvas.valueCount, "the input is one canvas")
        input.update(repeating: Self.background)
        let pixels = picture.pixels.span
        let (mean, scale) = (mean, scale)
        for part in canvas.parts where !part.isEmpty {
            let (left, count) = (Int(part.x1), Int(part.width) * 3)
            for row in Int(part.y1)..<Int(part.y2) {
                let target = (row * canvas.width + left) * 3
                let source = ((row - canvas.top) * picture.width + left - canvas.left) * 3
                // Arithmetic rather than a table: the compiler vectorizes it, which is three times as fast.
                for byte in 0..<count {
                    input[target + byte] = (Float(pixels[source + byte]) - mean) * scale
                }
            }
        }
    }
}

/// The input of our face detector's network: its size, and the position of a picture on it.
public struct DetectorCanvas: Hashable, Sendable {
    /// Columns.
    public let width: Int
    /// Rows.
    public let height: Int
    /// The column of the picture's upper left corner.
    public let left: Int
    /// The row of the picture's upper left corner.
    public let top: Int
    /// The parts of the canvas that show the picture, in whole pixels, inside both the canvas and the picture; the rest
    /// is background.
    public let parts: [Box]

    /// Creates a canvas that shows a whole picture at `place`: whole pixels, the picture's size, inside the canvas.
    public init(width: Int, height: Int, pictureAt place: Box) {
        (self.width, self.height) = (width, height)
        (left, top, parts) = (Int(place.x1), Int(place.y1), [place])
    }

    /// Creates a canvas of a picture's size that shows only some parts of it: whole pixels, inside the picture.
    public init(showing parts: [Box], ofWidth width: Int, height: Int) {
        (self.width, self.height) = (width, height)
        (left, top, self.parts) = (0, 0, parts)
    }

    /// The number of values in the canvas: `height × width × 3`.
    public var valueCount: Int { height * width * 3 }
}
