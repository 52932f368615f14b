public import Foundation

/// The compression quality of JPEG files.
public enum JPEGQuality {
    /// Returns the quality, 1…100, whose luminance table is nearest to that of the JPEG file at `url`, on the scale of
    /// the Independent JPEG Group's library; `nil` if the file isn't a JPEG or can't be read.
    public static func estimate(of url: URL) -> Int? {
        guard let file = try? FileHandle(forReadingFrom: url) else { return nil }
        defer { try? file.close() }
        // The tables precede the picture, after the metadata of cameras and editors.
        guard let start = try? file.read(upToCount: 1 << 18) else { return nil }
        return estimate(of: Array(start))
    }

    static func estimate(of bytes: [UInt8]) -> Int? {
        guard bytes.count > 4, bytes[0] == 0xFF, bytes[1] == 0xD8 else { return nil }
        var place = 2
        // Segments: 0xFF, a marker code, the length in two bytes, which includes itself (ITU-T T.81, annex B).
        while place + 4 <= bytes.count, bytes[place] == 0xFF {
            let kind = bytes[place + 1]
            let length = Int(bytes[place + 2]) << 8 | Int(bytes[place + 3])
            guard length >= 2, kind != 0xDA else { return nil }
            if kind == 0xDB, let sum = firstTableSum(bytes.dropFirst(place + 4).prefix(length - 2)) {
                return nearestQuality(to: sum)
            }
            place += 2 + length
        }
        return nil
    }

    /// Returns the sum of table 0's 64 numbers if the segment starts with it.
    private static func firstTableSum(_ segment: ArraySlice<UInt8>) -> Int? {
        guard let head = segment.first, head & 15 == 0 else { return nil }
        let values = segment.dropFirst()
        if head >> 4 == 0 { return values.count >= 64 ? values.prefix(64).reduce(0) { $0 + Int($1) } : nil }
        guard values.count >= 128 else { return nil }
        return values.prefix(128).enumerated().reduce(0) { $0 + Int($1.element) << ($1.offset % 2 == 0 ? 8 : 0) }
    }

    private static func nearestQuality(to sum: Int) -> Int {
        func gap(_ quality: Int) -> Int {
            abs(QuantizationTables(quality: quality).luma.reduce(0) { $0 + Int($1) } - sum)
        }
        return (1...100).min { gap($0) < gap($1) } ?? 100
    }
}
