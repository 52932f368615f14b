/// The properties of a picture that its file states before the pixels.
struct PictureHeader {
    var width: Int
    var height: Int
    var orientation = Orientation.upright
    /// Whether FFmpeg may report transparency that the format doesn't have.
    var ignoresAlpha = false

    /// The size of the upright picture in pixels.
    var uprightSize: (width: Int, height: Int) {
        orientation.swapsSides ? (height, width) : (width, height)
    }

    /// Reads the header from a file's bytes, or from its first bytes; throws `truncated` if they don't suffice.
    init(of bytes: ByteReader, format: PictureFormat) throws(Fault) {
        switch format {
        case .jpeg: self = try Self.jpeg(bytes)
        case .png: self = try Self.png(bytes)
        case .webp: self = try Self.webp(bytes)
        case .bmp: self = try Self.bmp(bytes)
        case .tiff: self = try Self.tiff(bytes)
        case .gif: self = try Self.gif(bytes)
        }
        guard width > 0, height > 0 else {
            throw Fault(.damaged, "it states a size of \(width) × \(height) pixels")
        }
    }

    init(width: Int, height: Int, orientation: Orientation = .upright) {
        self.width = width
        self.height = height
        self.orientation = orientation
    }

    func check(maximumPixels: Int) throws(Fault) {
        let (pixels, overflow) = width.multipliedReportingOverflow(by: height)
        guard overflow || pixels > maximumPixels else { return }
        throw Fault(
            .tooLarge, "it has \(width) × \(height) pixels, and the limit is \(maximumPixels) pixels")
    }

    /// Checks that the file isn't truncated, in the formats for which FFmpeg wouldn't report that.
    func checkEnd(of bytes: ByteReader, format: PictureFormat) throws(Fault) {
        switch format {
        case .jpeg: try Self.checkEndOfJPEG(bytes)
        case .webp: try Self.checkEndOfWebP(bytes)
        case .tiff: try Self.checkStripsOfTIFF(bytes)
        case .bmp: try checkEndOfBMP(bytes)
        case .gif: try Self.checkEndOfGIF(bytes)
        case .png: break  // Reading the header already reached the end chunk.
        }
    }

    private static func bmp(_ bytes: ByteReader) throws(Fault) -> PictureHeader {
        let headerLength = try bytes.number(4, at: 14, .little)
        if headerLength == 12 {  // The OS/2 header has sides of 16 bits.
            return PictureHeader(
                width: try bytes.number(2, at: 18, .little), height: try bytes.number(2, at: 20, .little))
        }
        let width = Int32(truncatingIfNeeded: try bytes.number(4, at: 18, .little))
        let height = Int32(truncatingIfNeeded: try bytes.number(4, at: 22, .little))
        // A negative height means that the rows run from top to bottom.
        var header = PictureHeader(width: Int(width), height: Int(height.magnitude))
        // Older headers have no mask for transparency; the fourth byte of their pixels is undefined.
        header.ignoresAlpha = headerLength < 56 ? true : try bytes.number(4, at: 66, .little) == 0
        return header
    }

    private static func gif(_ bytes: ByteReader) throws(Fault) -> PictureHeader {
        PictureHeader(width: try bytes.number(2, at: 6, .little), height: try bytes.number(2, at: 8, .little))
    }

    /// Checks that all rows of an uncompressed picture are there.
    private func checkEndOfBMP(_ bytes: ByteReader) throws(Fault) {
        let headerLength = try bytes.number(4, at: 14, .little)
        let bitsAt = headerLength == 12 ? 24 : 28
        let isCompressed = headerLength == 12 ? false : [1, 2].contains(try bytes.number(4, at: 30, .little))
        guard !isCompressed else { return }
        // Rows are padded to four bytes; the last row may lack its padding.
        /// Checks that the first picture's blocks end with their terminator (GIF 89a, sections 15 to 23).
        let rowBits = width * (try bytes.number(2, at: bitsAt, .little))
        let pixels = (rowBits + 31) / 32 * 4 * (height - 1) + (rowBits + 7) / 8
        _ = try bytes.part(at: try bytes.number(4, at: 10, .little), count: pixels)
    }

    /// Checks that the first picture's blocks run to their end mark (GIF 89a, sections 15 to 23).
    private static func checkEndOfGIF(_ bytes: ByteReader) throws(Fault) {
        var position = 13 + colorTableLength(flags: try bytes.byte(at: 10))
        while true {
            switch try bytes.byte(at: position) {
            case 0x21:  // An extension: its label, then blocks.
                position = try endOfBlocks(in: bytes, from: position + 2)
            case 0x2C:  // A picture: its place, perhaps colours, the code size, then blocks.
                position += 10 + colorTableLength(flags: try bytes.byte(at: position + 9)) + 1
                _ = try endOfBlocks(in: bytes, from: position)
                return
            default:
                throw Fault(.damaged, "it contains no picture")
            }
        }
    }

    private static func colorTableLength(flags: Int) -> Int { flags & 0x80 == 0 ? 0 : 3 << (flags & 7 + 1) }

    private static func endOfBlocks(in bytes: ByteReader, from start: Int) throws(Fault) -> Int {
        var position = start
        while true {
            let count = try bytes.byte(at: position)
            position += 1 + count
            if count == 0 { return position }
        }
    }
}
