#if canImport(Glibc)
import Glibc
#else
import Foundation
#endif

/// A person's appearance: the colours of hair, face and shoulders.
///
/// Three histograms, after Swain and Ballard ("Color indexing", IJCV 7, 1991), in horizontal stripes, a common division
/// in person re-identification (Farenzena et al., CVPR 2010). It tells people apart for seconds, not for days, since it
/// describes clothes. Computing one takes some microseconds.
public struct Appearance: Hashable, Sendable {
    /// One histogram with `Stripe.bins` values for each stripe, which sum to 1; empty if the stripe is outside the picture.
    private var histograms: [[Float]]

    /// The position of a stripe, in sizes of the face's box from the box's upper left corner.
    private struct Stripe {
        var rows: ClosedRange<Float>
        var columns: ClosedRange<Float>
        /// The number of levels of brightness, and of each of the two colour differences.
        static let levels = (brightness: 4, difference: 8)
        static var bins: Int { levels.brightness * levels.difference * levels.difference }
        /// The number of points along each side at which colours are sampled.
        static let points = 16
    }

    /// Hair and forehead; the face below the eyes with its mask; the shoulders.
    private static let stripes = [
        Stripe(rows: -0.2...0.35, columns: 0.1...0.9), Stripe(rows: 0.4...1, columns: 0.1...0.9),
        Stripe(rows: 1.15...1.8, columns: -0.2...1.2),
    ]
    /// The minimum share of a stripe's points that must be in the picture.
    private static let minimumShare = 0.5

    /// Creates the appearance of the person whose face is at `box`, in pixels of `image`.
    public init(of box: Box, in image: Image) {
        histograms = Self.stripes.map { Self.histogram(of: $0, around: box, in: image) }
    }

    /// Returns the similarity to another appearance: 1 for the same colours, 0 for none in common (the average
    /// Bhattacharyya coefficient of the stripes that both have); `nil` if they have no stripe in common.
    public func likeness(to other: Appearance) -> Float? {
        let shared = zip(histograms, other.histograms).filter { !$0.0.isEmpty && !$0.1.isEmpty }
        guard !shared.isEmpty else { return nil }
        return shared.map { zip($0, $1).reduce(0) { $0 + ($1.0 * $1.1).squareRoot() } }.reduce(0, +)
            / Float(shared.count)
    }

    /// Blends in another appearance of the same person, with the weight `share`, 0…1.
    public mutating func blend(_ share: Float, of other: Appearance) {
        for index in histograms.indices where !other.histograms[index].isEmpty {
            let seen = other.histograms[index]
            histograms[index] =
                histograms[index].isEmpty
                ? seen : zip(histograms[index], seen).map { $0 * (1 - share) + $1 * share }
        }
    }

    private static func histogram(of stripe: Stripe, around box: Box, in image: Image) -> [Float] {
        func places(_ range: ClosedRange<Float>, from start: Float, _ length: Float, below end: Int) -> [Int] {
            (0..<Stripe.points).compactMap { point in
                let share =
                    range.lowerBound + (range.upperBound - range.lowerBound) * (Float(point) + 0.5)
                    / Float(Stripe.points)
                let place = start + share * length
                return place >= 0 && place < Float(end) ? Int(place) : nil
            }
        }
        let columns = places(stripe.columns, from: box.x1, box.width, below: image.width)
        let rows = places(stripe.rows, from: box.y1, box.height, below: image.height)
        let count = rows.count * columns.count
        guard Double(count) >= minimumShare * Double(Stripe.points * Stripe.points) else { return [] }
        var histogram = [Float](repeating: 0, count: Stripe.bins)
        let pixels = image.pixels.span
        for row in rows {
            for column in columns {
                let first = (row * image.width + column) * 3
                histogram[bin(red: pixels[first], green: pixels[first + 1], blue: pixels[first + 2])] +=
                    1 / Float(count)
            }
        }
        return histogram
    }

    /// Returns the histogram's index for a colour: its brightness, and the differences of red and blue from green.
    private static func bin(red: UInt8, green: UInt8, blue: UInt8) -> Int {
        let (red, green, blue) = (Int(red), Int(green), Int(blue))
        let brightness = (red + 2 * green + blue) * Stripe.levels.brightness / 1024
        func difference(_ value: Int) -> Int {
            // A difference of 64 is a strong colour; larger ones share the outermost levels.
            min(max((value - green + 64) * Stripe.levels.difference / 128, 0), Stripe.levels.difference - 1)
        }
        return (brightness * Stripe.levels.difference + difference(red)) * Stripe.levels.difference + difference(blue)
    }
}
