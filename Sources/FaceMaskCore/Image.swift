/// A picture: upright, 8-bit RGB, rows from top to bottom without padding.
public struct Image: Hashable, Sendable {
    /// The width in pixels, at least 1.
    public let width: Int
    /// The height in pixels, at least 1.
    public let height: Int
    /// `height × width × 3` bytes: red, green and blue of each pixel, starting at the top left.
    public internal(set) var pixels: [UInt8]

    /// Creates a picture from its bytes.
    ///
    /// - Precondition: `pixels.count` is `width × height × 3`, and both sides are at least 1.
    public init(width: Int, height: Int, pixels: [UInt8]) {
        precondition(width > 0 && height > 0, "a picture has at least one pixel")
        precondition(pixels.count == width * height * 3, "RGB pixels are width × height × 3 bytes")
        self.width = width
        self.height = height
        self.pixels = pixels
    }

    /// Creates a picture of a single colour, black by default.
    public init(width: Int, height: Int, filledWith color: (red: UInt8, green: UInt8, blue: UInt8) = (0, 0, 0)) {
        var pixels = [UInt8](repeating: color.red, count: width * height * 3)
        if color != (color.red, color.red, color.red) {
            for index in 0..<(width * height) {
                pixels[index * 3 + 1] = color.green
                pixels[index * 3 + 2] = color.blue
            }
        }
        self.init(width: width, height: height, pixels: pixels)
    }

    /// Returns the `width × 3` bytes of row `y`.
    public func row(_ y: Int) -> ArraySlice<UInt8> { pixels[(y * width * 3)..<((y + 1) * width * 3)] }

    /// The red, green and blue of the pixel in column `x` and row `y`.
    public subscript(x: Int, y: Int) -> (red: UInt8, green: UInt8, blue: UInt8) {
        get {
            let index = (y * width + x) * 3
            return (pixels[index], pixels[index + 1], pixels[index + 2])
        }
        set {
            let index = (y * width + x) * 3
            pixels[index] = newValue.red
            pixels[index + 1] = newValue.green
            pixels[index + 2] = newValue.blue
        }
    }
}
