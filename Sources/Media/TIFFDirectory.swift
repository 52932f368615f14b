/// The first directory of a TIFF file, or of an EXIF block, which is a TIFF file without pixels (TIFF 6.0, section 2).
struct TIFFDirectory {
    enum Tag {
        static let width = 256
        static let height = 257
        static let stripOffsets = 273
        static let orientation = 274
        static let stripByteCounts = 279
        static let tileOffsets = 324
        static let tileByteCounts = 325
    }

    private let bytes: ByteReader
    private let order: ByteReader.Order
    private let firstEntry: Int
    private let entryCount: Int

    init(of bytes: ByteReader) throws(Fault) {
        self.bytes = bytes
        switch (bytes.starts(with: "II"), bytes.starts(with: "MM")) {
        case (true, _): order = .little
        case (_, true): order = .big
        default: throw Fault(.damaged, "its byte order is neither 'II' nor 'MM'")
        }
        let start = try bytes.number(4, at: 4, order)
        entryCount = try bytes.number(2, at: start, order)
        firstEntry = start + 2
    }

    /// The numbers filed under `tag`; none when the tag is missing or doesn't hold numbers of 16 or 32 bits.
    func values(of tag: Int) throws(Fault) -> [Int] {
        for entry in 0..<entryCount {
            let position = firstEntry + entry * 12
            guard try bytes.number(2, at: position, order) == tag else { continue }
            let sizes = [3: 2, 4: 4]  // SHORT, LONG
            guard let size = sizes[try bytes.number(2, at: position + 2, order)] else { return [] }
            let count = try bytes.number(4, at: position + 4, order)
            // Up to four bytes of values stand in the entry itself.
            let start = count * size <= 4 ? position + 8 : try bytes.number(4, at: position + 8, order)
            _ = try bytes.part(at: start, count: count * size, named: "the file")
            var values: [Int] = []
            for index in 0..<count { values.append(try bytes.number(size, at: start + index * size, order)) }
            return values
        }
        return []
    }
}

extension PictureHeader {
    static func tiff(_ bytes: ByteReader) throws(Fault) -> PictureHeader {
        let directory = try TIFFDirectory(of: bytes)
        guard let width = try directory.values(of: TIFFDirectory.Tag.width).first,
            let height = try directory.values(of: TIFFDirectory.Tag.height).first
        else { throw Fault(.damaged, "it does not say how many pixels it has") }
        let orientation = try directory.values(of: TIFFDirectory.Tag.orientation).first
        return PictureHeader(
            width: width, height: height, orientation: orientation.flatMap(Orientation.init(rawValue:)) ?? .upright)
    }

    /// Checks that all strips or tiles of the first picture lie inside the file.
    static func checkStripsOfTIFF(_ bytes: ByteReader) throws(Fault) {
        let directory = try TIFFDirectory(of: bytes)
        typealias Tag = TIFFDirectory.Tag
        for (offsets, counts) in [
            (Tag.stripOffsets, Tag.stripByteCounts), (Tag.tileOffsets, Tag.tileByteCounts),
        ] {
            for (offset, count) in zip(try directory.values(of: offsets), try directory.values(of: counts)) {
                _ = try bytes.part(at: offset, count: count, named: "the file")
            }
        }
    }
}
