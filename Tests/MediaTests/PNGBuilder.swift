/// Builds PNG files byte by byte, the good ones and those that no encoder writes.
enum PNGBuilder {
    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    static func chunk(_ type: String, _ content: [UInt8]) -> [UInt8] {
        let body = Array(type.utf8) + content
        return bigEndian(content.count) + body + bigEndian(Int(crc32(body)))
    }

    static func header(width: Int, height: Int, bits: UInt8, colorType: UInt8) -> [UInt8] {
        chunk("IHDR", bigEndian(width) + bigEndian(height) + [bits, colorType, 0, 0, 0])
    }

    /// A picture of `rows` of samples, big-endian where they have 16 bits.
    static func picture(
        width: Int, bits: UInt8, colorType: UInt8, rows: [[UInt8]], extra: [UInt8] = []
    ) -> [UInt8] {
        signature + header(width: width, height: rows.count, bits: bits, colorType: colorType) + extra
            + chunk("IDAT", stored(rows.flatMap { [0] + $0 })) + chunk("IEND", [])
    }

    /// A zlib stream that contains `bytes` uncompressed (RFC 1950, 1951).
    static func stored(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = [0x78, 0x01]
        for start in stride(from: 0, to: bytes.count, by: 65_535) {
            let block = bytes[start..<min(start + 65_535, bytes.count)]
            let length = Array(bigEndian(block.count, bytes: 2).reversed())
            result += [start + block.count == bytes.count ? 1 : 0] + length + length.map(~) + block
        }
        return result + bigEndian(Int(adler32(bytes)))
    }

    /// A zlib stream without an end that unpacks to 258 zeros for every 13 bits.
    static func bomb(unpackedBytes: Int) -> [UInt8] {
        // Last block, fixed codes; the literal 0; then "copy 258 bytes from one byte back" again and again.
        var bits: [UInt8] = [1, 1, 0] + [0, 0, 1, 1, 0, 0, 0, 0]
        let copy: [UInt8] = [1, 1, 0, 0, 0, 1, 0, 1] + [0, 0, 0, 0, 0]
        var result: [UInt8] = [0x78, 0x01]
        for _ in 0..<(unpackedBytes / 258) {
            bits += copy
            while bits.count >= 8 {
                result.append(bits[..<8].reversed().reduce(0) { $0 << 1 | $1 })
                bits.removeFirst(8)
            }
        }
        return result
    }

    private static let crcTable: [UInt32] = (0..<256).map { byte in
        (0..<8).reduce(UInt32(byte)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
    }

    private static func crc32(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(~UInt32(0)) { crcTable[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] ^ ($0 >> 8) }
    }

    private static func adler32(_ bytes: [UInt8]) -> UInt32 {
        let (low, high) = bytes.reduce((UInt32(1), UInt32(0))) { sums, byte in
            let low = (sums.0 + UInt32(byte)) % 65_521
            return (low, (sums.1 + low) % 65_521)
        }
        return high << 16 | low
    }
}
