public import FaceMaskCore

/// Pictures and numbers that scripts/reference/patterns.py computes alike.
public enum Pattern {
    // Odd constants that spread neighbouring places over all words, the same as in the script.
    private static let xFactor: UInt32 = 73_856_093
    private static let yFactor: UInt32 = 19_349_663
    private static let channelFactor: UInt32 = 83_492_791
    private static let seedFactor: UInt32 = 2_654_435_761

    /// A noise of squares of `cell` pixels, each of one colour.
    public static func picture(width: Int, height: Int, seed: UInt32, cell: Int = 1) -> Image {
        var pixels: [UInt8] = []
        pixels.reserveCapacity(width * height * 3)
        for y in 0..<height {
            for x in 0..<width {
                let place = UInt32(x / cell) &* xFactor ^ UInt32(y / cell) &* yFactor ^ seed &* seedFactor
                for channel in 0..<3 as Range<UInt32> {
                    pixels.append(UInt8(truncatingIfNeeded: mixed(place ^ channel &* channelFactor)))
                }
            }
        }
        return Image(width: width, height: height, pixels: pixels)
    }

    /// `count` numbers from `-scale` to `scale`, multiples of `scale / 127`.
    public static func numbers(_ count: Int, seed: UInt32, scale: Float) -> [Float] {
        let step = Float(Double(scale) / 127)
        return [Float](unsafeUninitializedCapacity: count) { numbers, initialized in
            // A plain loop: tests are built without optimisation, and some need millions.
            var index = 0
            while index < count {
                let word = mixed(UInt32(truncatingIfNeeded: index) &* xFactor ^ seed &* seedFactor)
                numbers[index] = Float(Int(word % 255) - 127) * step
                index += 1
            }
            initialized = count
        }
    }

    /// The steps of MurmurHash2's last lines.
    private static func mixed(_ word: UInt32) -> UInt32 {
        let first = (word ^ (word >> 13)) &* 0x5BD1_E995
        return first ^ (first >> 15)
    }
}

/// The largest difference between two pictures of one size, in levels; `nil` when their sizes differ.
public func largestDifference(_ first: Image, _ second: Image) -> Int? {
    guard first.width == second.width, first.height == second.height else { return nil }
    return zip(first.pixels, second.pixels).reduce(0) { max($0, abs(Int($1.0) - Int($1.1))) }
}

/// The largest difference between two lists of one length; NaN if their lengths differ or one contains NaN.
public func largestDifference(_ first: [Float], _ second: [Float]) -> Float {
    guard first.count == second.count else { return .nan }
    return zip(first, second).reduce(0) { largest, pair in
        let difference = abs(pair.0 - pair.1)
        return difference.isNaN || largest.isNaN ? .nan : max(largest, difference)
    }
}
