import FaceMaskCFFmpeg

/// The tables that JPEG divides its frequency coefficients by, in rows from top to bottom.
struct QuantizationTables {
    let luma: [UInt16]
    let chroma: [UInt16]

    /// The quantizer scale at which FFmpeg's encoder uses a table unchanged: it multiplies by the scale and divides by
    /// 8.
    static let neutralScale: Int32 = 8

    /// Creates the tables for a `quality` of 1…100, by the formula of the Independent JPEG Group's library (jcparam.c).
    init(quality: Int) {
        let percent = quality < 50 ? 5000 / quality : 200 - 2 * quality
        let scaled = { (value: UInt16) in UInt16(min(max((Int(value) * percent + 50) / 100, 1), 255)) }
        luma = Self.standardLuma.map(scaled)
        chroma = Self.standardChroma.map(scaled)
    }

    /// Returns copies that a codec context takes ownership of.
    func unownedCopies() throws(Fault) -> (luma: UnsafeMutablePointer<UInt16>, chroma: UnsafeMutablePointer<UInt16>) {
        let size = luma.count * MemoryLayout<UInt16>.stride
        let (first, second) = (av_memdup(luma, size), av_memdup(chroma, size))
        guard let first, let second else {
            av_free(first)
            av_free(second)
            throw Fault(.outOfMemory, "there is not enough memory for its tables")
        }
        return (first.assumingMemoryBound(to: UInt16.self), second.assumingMemoryBound(to: UInt16.self))
    }

    /// ITU-T T.81, table K.1.
    private static let standardLuma: [UInt16] = [
        16, 11, 10, 16, 24, 40, 51, 61,
        12, 12, 14, 19, 26, 58, 60, 55,
        14, 13, 16, 24, 40, 57, 69, 56,
        14, 17, 22, 29, 51, 87, 80, 62,
        18, 22, 37, 56, 68, 109, 103, 77,
        24, 35, 55, 64, 81, 104, 113, 92,
        49, 64, 78, 87, 103, 121, 120, 101,
        72, 92, 95, 98, 112, 100, 103, 99,
    ]

    /// ITU-T T.81, table K.2.
    private static let standardChroma: [UInt16] = [
        17, 18, 24, 47, 99, 99, 99, 99,
        18, 21, 26, 66, 99, 99, 99, 99,
        24, 26, 56, 99, 99, 99, 99, 99,
        47, 66, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99,
    ]
}
