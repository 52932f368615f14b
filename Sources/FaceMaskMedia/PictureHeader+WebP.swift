/// The RIFF chunks of the WebP container specification.
extension PictureHeader {
    private enum Flag {
        static let animation = 0x02
        static let exif = 0x08
    }

    /// "RIFF", a length, "WEBP".
    private static let firstChunk = 12

    static func webp(_ bytes: ByteReader) throws(Fault) -> PictureHeader {
        let content = firstChunk + 8
        if bytes.starts(with: "VP8 ", at: firstChunk) {
            // Three bytes of frame tag, three of start code, then sides of 14 bits with 2 bits of scaling (RFC 6386).
            return PictureHeader(
                width: try bytes.number(2, at: content + 6, .little) & 0x3FFF,
                height: try bytes.number(2, at: content + 8, .little) & 0x3FFF)
        }
        if bytes.starts(with: "VP8L", at: firstChunk) {
            // One byte of signature, then both sides minus one, 14 bits each.
            let sides = try bytes.number(4, at: content + 1, .little)
            return PictureHeader(width: (sides & 0x3FFF) + 1, height: (sides >> 14 & 0x3FFF) + 1)
        }
        guard bytes.starts(with: "VP8X", at: firstChunk) else {
            throw Fault(.damaged, "its first chunk has an unknown type")
        }
        let flags = try bytes.byte(at: content)
        guard flags & Flag.animation == 0 else {
            throw Fault(.unsupported, "it is an animated WebP, which FFmpeg 5.1 does not decode")
        }
        var header = PictureHeader(
            width: try bytes.number(3, at: content + 4, .little) + 1,
            height: try bytes.number(3, at: content + 7, .little) + 1)
        if flags & Flag.exif != 0 { header.orientation = try webpOrientation(bytes) }
        return header
    }

    /// Checks that the file is as long as its first chunk states.
    static func checkEndOfWebP(_ bytes: ByteReader) throws(Fault) {
        _ = try bytes.byte(at: try bytes.number(4, at: 4, .little) + 7)
    }

    private static func webpOrientation(_ bytes: ByteReader) throws(Fault) -> Orientation {
        let end = try bytes.number(4, at: 4, .little) + 8
        var position = firstChunk
        while position + 8 <= end {
            let count = try bytes.number(4, at: position + 4, .little)
            if bytes.starts(with: "EXIF", at: position) {
                let exif = try bytes.part(at: position + 8, count: count, named: "the EXIF block")
                // Some writers include the six-byte prefix that belongs in JPEGs only.
                let prefix = exif.starts(with: "Exif\0\0") ? 6 : 0
                let block = try exif.part(at: prefix, count: count - prefix, named: "the EXIF block")
                return Orientation(exif: block) ?? .upright
            }
            position += 8 + count + count % 2
        }
        return .upright
    }
}
