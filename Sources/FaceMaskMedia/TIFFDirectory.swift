/// The first directory of a TIFF file, or of an EXIF block, which is a TIFF file without pixels (TIFF 6.0, section 2).
struct TIFFDirectory {
    enum Tag {
        static let width = 256
        static let height = 257
        static let bitsPerSample = 258
        static let compression = 259
        static let photometry = 262
        static let stripOffsets = 273
        static let orientation = 274
        static let samplesPerPixel = 277
        static let stripByteCounts = 279
        static let tileWidth = 322
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

    /// Returns the numbers of `tag`; none if the tag is missing or isn't of 16-bit or 32-bit numbers.
    func values(of tag: Int) throws(Fault) -> [Int] {
        for entry in 0..<entryCount {
            let position = firstEntry + entry * 12
            guard try bytes.number(2, at: position, order) == tag else { continue }
            let sizes = [3: 2, 4: 4]  // SHORT, LONG
            guard let size = sizes[try bytes.number(2, at: position + 2, order)] else { return [] }
            let count = try bytes.number(4, at: position + 4, order)
            // Values of up to four bytes are stored in the entry itself.
            let start = count * size <= 4 ? position + 8 : try bytes.number(4, at: position + 8, order)
            _ = try bytes.part(at: start, count: count * size)
            var values: [Int] = []
            for index in 0..<count { values.append(try bytes.number(size, at: start + index * size, order)) }
            return values
        }
        return []
    }
}
