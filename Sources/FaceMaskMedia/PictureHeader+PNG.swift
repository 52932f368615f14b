import FaceMaskCFFmpeg
import Foundation

/// The chunks of the PNG specification, section 5.
extension PictureHeader {
    /// The position of a chunk: its four-letter type is 4 bytes after `start`, its content 8 bytes after.
    struct PNGChunk {
        let start: Int
        let contentLength: Int
        var end: Int { start + contentLength + 12 }
    }

    /// The length of the signature in bytes.
    private static let firstChunk = 8

    static func png(_ bytes: ByteReader) throws(Fault) -> PictureHeader {
        let type = try bytes.part(at: firstChunk + 4, count: 4)
        guard type.starts(with: "IHDR") else {
            throw Fault(.damaged, "it does not begin with its header")
        }
        var header = PictureHeader(width: try bytes.number(4, at: 16), height: try bytes.number(4, at: 20))
        for chunk in try pngChunks(of: bytes) where bytes.starts(with: "eXIf", at: chunk.start + 4) {
            let exif = try bytes.part(at: chunk.start + 8, count: chunk.contentLength, named: "the EXIF block")
            header.orientation = Orientation(exif: exif) ?? .upright
        }
        return header
    }

    /// Returns all chunks up to the end chunk, which must be there.
    static func pngChunks(of bytes: ByteReader) throws(Fault) -> [PNGChunk] {
        var chunks: [PNGChunk] = []
        var position = firstChunk
        while true {
            let chunk = PNGChunk(start: position, contentLength: try bytes.number(4, at: position))
            _ = try bytes.byte(at: chunk.end - 1)
            chunks.append(chunk)
            if bytes.starts(with: "IEND", at: position + 4) { return chunks }
            position = chunk.end
        }
    }
}

extension PictureBytes {
    /// The types of the chunks that determine the pixels.
    private static let pixelChunks: [StaticString] = ["IHDR", "PLTE", "tRNS", "IDAT", "IEND"]

    /// Removes all chunks that don't affect the pixels.
    ///
    /// FFmpeg decompresses texts and profiles without a limit: a small file could take gigabytes.
    mutating func keepPixelChunksOfPNG() throws(Fault) {
        let chunks = try PictureHeader.pngChunks(of: reader)
        let kept = chunks.filter { chunk in
            Self.pixelChunks.contains { reader.starts(with: $0, at: chunk.start + 4) }
        }
        keep([0..<(chunks.first?.start ?? 0)] + kept.map { $0.start..<$0.end })
    }
}
