extension PictureHeader {
    private typealias Tag = TIFFDirectory.Tag

    static func tiff(_ bytes: ByteReader) throws(Fault) -> PictureHeader {
        let directory = try TIFFDirectory(of: bytes)
        guard let width = try directory.values(of: Tag.width).first,
            let height = try directory.values(of: Tag.height).first
        else { throw Fault(.damaged, "it does not state its size") }
        if let obstacle = try obstacle(in: directory) {
            throw Fault(.unsupported, "it is a TIFF with \(obstacle), which is not supported")
        }
        let orientation = try directory.values(of: Tag.orientation).first
        return PictureHeader(
            width: width, height: height, orientation: orientation.flatMap(Orientation.init(rawValue:)) ?? .upright)
    }

    /// Checks that all strips of the first picture are inside the file.
    static func checkStripsOfTIFF(_ bytes: ByteReader) throws(Fault) {
        let directory = try TIFFDirectory(of: bytes)
        let counts = try directory.values(of: Tag.stripByteCounts)
        for (offset, count) in zip(try directory.values(of: Tag.stripOffsets), counts) {
            _ = try bytes.part(at: offset, count: count)
        }
    }

    /// Returns a feature that FFmpeg 5.1 would silently decode as black or garbled pixels.
    private static func obstacle(in directory: TIFFDirectory) throws(Fault) -> String? {
        let compression = try directory.values(of: Tag.compression).first ?? 1
        let photometry = try directory.values(of: Tag.photometry).first ?? 1
        let samples = try directory.values(of: Tag.samplesPerPixel).first ?? 1
        let bits = try directory.values(of: Tag.bitsPerSample).max() ?? 1
        return if !knownCompressions.contains(compression) {
            "compression number \(compression)"
        } else if !knownPhotometries.contains(photometry) {
            "colour space number \(photometry)"
        } else if bits > 16 {
            "\(bits) bits per channel"
        } else if photometry == palette && samples > 1 {
            "a palette and transparency"
        } else if try !directory.values(of: Tag.tileWidth).isEmpty {
            "tiles"
        } else {
            nil
        }
    }

    /// None, CCITT, LZW, Deflate by its official and its older number, PackBits.
    private static let knownCompressions: Set<Int> = [1, 2, 3, 4, 5, 8, 32946, 32773]
    private static let palette = 3
    /// Greyscale with white or black as 0, RGB, palette, CMYK.
    private static let knownPhotometries: Set<Int> = [0, 1, 2, palette, 5]
}
