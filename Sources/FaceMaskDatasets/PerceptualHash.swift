import Foundation
package import FaceMaskCore

/// A fingerprint of a picture's appearance: those of near-copies differ in few bits.
///
/// It has a bit for each low frequency, which says whether it exceeds their median, as in pHash (Zauner,
/// "Implementation and benchmarking of perceptual image hash functions", 2010). Three changes were measured on a
/// dataset whose augmented copies are rotated, mirrored, blurred and noisy: 16 × 16 frequencies instead of 8 × 8, only
/// the disc in the centre, and one fingerprint for each of 14 poses (mirrored or not, rotated by up to 24° either way).
/// At equal precision (99.6 % of the found pairs are the same photo) it finds 77 % of the pairs; pHash with 64 bits and
/// a mirrored fingerprint finds 47 %.
package struct PerceptualHash: Hashable, Sendable {
    /// Frequencies along each axis; their square is the number of bits. The first, the mean, is always 0.
    static let frequencies = 16
    static let bitCount = frequencies * frequencies
    /// The sides of the reduced picture, in pixels.
    static let side = 32
    /// The rotations of the poses, in degrees: every angle up to 28° is within 4° of a pose.
    static let angles: [Float] = [0, -24, -16, -8, 8, 16, 24]
    /// The part of the disc's radius over which the weight falls from 1 to 0; a hard edge would add frequencies.
    static let fade: Float = 0.1
    /// Differences from the median up to this are rounding errors, as in a picture of one colour. In levels.
    static let noiseFloor: Float = 0.01

    /// The upright pose comes first.
    private let poses: [SIMD4<UInt64>]

    /// Computes the fingerprint. The picture is stretched to a square.
    package init(of image: Image) {
        let reduced = image.resized(width: Self.side, height: Self.side)
        let luma = (0..<(Self.side * Self.side)).map { Self.luma(of: reduced.pixels[($0 * 3)..<($0 * 3 + 3)]) }
        poses = [false, true].flatMap { mirrored in
            Self.angles.map { Self.bits(of: Self.posed(luma, mirrored: mirrored, degrees: $0)) }
        }
    }

    /// Returns the smallest number of bits, 0…256, in which one picture upright and the other one in any pose differ.
    /// It is symmetric, and 0 for equal pictures.
    ///
    /// If it is above `limit`, any number above `limit` is returned: for most pairs, comparing some of the bits is enough.
    func distance(to other: PerceptualHash, limit: Int = PerceptualHash.bitCount) -> Int {
        var least = limit + 1
        for pose in other.poses { least = min(least, Self.difference(poses[0], pose, limit: least)) }
        for pose in poses { least = min(least, Self.difference(other.poses[0], pose, limit: least)) }
        return least
    }

    private static func difference(_ first: SIMD4<UInt64>, _ second: SIMD4<UInt64>, limit: Int) -> Int {
        let bits = first ^ second
        let half = bits[0].nonzeroBitCount + bits[1].nonzeroBitCount
        return half >= limit ? half : half + bits[2].nonzeroBitCount + bits[3].nonzeroBitCount
    }

    /// Rec. ITU-R BT.601, section 2.5.1.
    private static func luma(of pixel: ArraySlice<UInt8>) -> Float {
        let first = pixel.startIndex
        return 0.299 * Float(pixel[first]) + 0.587 * Float(pixel[first + 1]) + 0.114 * Float(pixel[first + 2])
    }

    /// Mirrors, then rotates about the centre with bilinear interpolation. The disc never extends beyond the picture.
    private static func posed(_ luma: [Float], mirrored: Bool, degrees: Float) -> [Float] {
        if degrees == 0 && !mirrored { return luma }
        let radians = degrees * .pi / 180
        let (cosine, sine) = (cos(radians), sin(radians))
        let middle = Float(side - 1) / 2
        let last = Float(side - 1)
        return (0..<(side * side)).map { index in
            let (dx, dy) = (Float(index % side) - middle, Float(index / side) - middle)
            let turned = min(max(cosine * dx - sine * dy + middle, 0), last)
            let x = mirrored ? last - turned : turned
            let y = min(max(sine * dx + cosine * dy + middle, 0), last)
            let (column, row) = (min(Int(x), side - 2), min(Int(y), side - 2))
            let (right, down) = (x - Float(column), y - Float(row))
            let top = row * side + column
            let upper = luma[top] * (1 - right) + luma[top + 1] * right
            let lower = luma[top + side] * (1 - right) + luma[top + side + 1] * right
            return upper * (1 - down) + lower * down
        }
    }

    private static func bits(of luma: [Float]) -> SIMD4<UInt64> {
        let weight = disc.reduce(0, +)
        let mean = zip(luma, disc).reduce(0) { $0 + $1.0 * $1.1 } / weight
        let spectrum = lowFrequencies(of: zip(luma, disc).map { ($0 - mean) * $1 })
        let median = spectrum.dropFirst().sorted()[spectrum.count / 2 - 1]
        var bits = SIMD4<UInt64>()
        for index in 1..<spectrum.count where spectrum[index] - median > noiseFloor {
            bits[index / 64] |= 1 << UInt64(index % 64)
        }
        return bits
    }

    /// Returns the lowest frequencies of the discrete cosine transform, type II, along both axes.
    private static func lowFrequencies(of values: [Float]) -> [Float] {
        var rows = [Float](repeating: 0, count: side * frequencies)
        var spectrum = [Float](repeating: 0, count: frequencies * frequencies)
        for y in 0..<side {
            for frequency in 0..<frequencies {
                var sum: Float = 0
                for x in 0..<side { sum += values[y * side + x] * cosines[frequency * side + x] }
                rows[frequency * side + y] = sum
            }
        }
        for vertical in 0..<frequencies {
            for horizontal in 0..<frequencies {
                var sum: Float = 0
                for y in 0..<side { sum += rows[horizontal * side + y] * cosines[vertical * side + y] }
                spectrum[vertical * frequencies + horizontal] = sum
            }
        }
        return spectrum
    }

    /// `[frequencies, side]`, orthonormal.
    private static let cosines: [Float] = (0..<(frequencies * side)).map { index in
        let (frequency, position) = (Float(index / side), Float(index % side))
        let norm = (frequency == 0 ? 1 : Float(2)) / Float(side)
        return norm.squareRoot() * cos(.pi * frequency * (position + 0.5) / Float(side))
    }

    private static let disc: [Float] = (0..<(side * side)).map { index in
        let middle = Float(side - 1) / 2
        let (dx, dy) = (Float(index % side) - middle, Float(index / side) - middle)
        let radius = (dx * dx + dy * dy).squareRoot() / (Float(side) / 2)
        return min(max((1 - radius) / fade, 0), 1)
    }
}
