internal import FaceMaskCore

/// Notices when a video shows another place from one frame to the next: a film's cut, a camera that jumps to its next
/// position.
///
/// Both frames are reduced to brightness at points of a grid. After a cut these have nothing to do with each other; when
/// somebody turns on the light, walks past the lens or swings the camera, they have: their normalised correlation stays
/// high. Costs some microseconds.
struct CutDetector: Sendable {
    /// Points along the two sides: a face in the picture is some of them.
    private static let grid = (columns: 32, rows: 18)
    /// A correlation below it is a cut. In the frames of a street it stays above 0.98, of a camera that swings by a third of
    /// its picture in a second at 0.8; different pictures have about 0.
    private static let leastCorrelation = 0.4
    /// Levels of brightness by which the points differ on average at least: dark pictures correlate by their noise only.
    private static let leastDifference = 12.0
    /// Seconds between two frames at most. After more, everything may have changed without a cut.
    private static let longestStep = 0.5

    private var last: (time: Double, levels: [Double])?

    /// Takes the next frame; whether it shows another place than the one before.
    mutating func isCut(_ frame: Frame) -> Bool {
        let levels = Self.levels(of: frame.image)
        defer { last = (frame.time, levels) }
        guard let last, (0..<Self.longestStep).contains(frame.time - last.time) else { return false }
        let difference = zip(levels, last.levels).reduce(0) { $0 + abs($1.0 - $1.1) } / Double(levels.count)
        return difference >= Self.leastDifference && Self.correlation(levels, last.levels) < Self.leastCorrelation
    }

    private static func levels(of image: Image) -> [Double] {
        let pixels = image.pixels.span
        return (0..<(grid.rows * grid.columns)).map { point in
            let row = (point / grid.columns * 2 + 1) * image.height / (grid.rows * 2)
            let column = (point % grid.columns * 2 + 1) * image.width / (grid.columns * 2)
            let first = (row * image.width + column) * 3
            return Double(Int(pixels[first]) + 2 * Int(pixels[first + 1]) + Int(pixels[first + 2])) / 4
        }
    }

    /// Of two lists of one length, −1…1; 0 when one of them is even.
    private static func correlation(_ first: [Double], _ second: [Double]) -> Double {
        let count = Double(first.count)
        let (mean, other) = (first.reduce(0, +) / count, second.reduce(0, +) / count)
        var (shared, own, others) = (0.0, 0.0, 0.0)
        for (value, opposite) in zip(first, second) {
            shared += (value - mean) * (opposite - other)
            own += (value - mean) * (value - mean)
            others += (opposite - other) * (opposite - other)
        }
        let product = (own * others).squareRoot()
        return product > 0 ? shared / product : 0
    }
}
