internal import FaceMaskCore

/// Notices when a video shows another place from one frame to the next: a film's cut, a camera that jumps to its next
/// position.
///
/// Both frames are reduced to brightness at points of a grid. After a cut these have nothing to do with each other; when
/// somebody turns on the light, walks past the lens or swings the camera, they have: their normalised correlation stays
/// high. Costs some microseconds.
struct CutDetector: Sendable {
    /// Points along the two sides: a face in the picture is some of them.
    fileprivate static let grid = (columns: 32, rows: 18)
    /// A correlation below it is a cut. In the frames of a street it stays above 0.98, of a camera that swings by a third of
    /// its picture in a second at 0.8; different pictures have about 0.
    private static let leastCorrelation = 0.4
    /// Levels of brightness by which the points differ on average at least.
    private static let leastDifference = 12.0
    /// The least standard deviation of brightness, in levels. Black frames, a covered lens and noise in the dark show no
    /// place at all, so the next frame is compared with the last one that did.
    private static let leastContrast = 6.0
    /// Seconds between two frames at most. After more, everything may have changed without a cut.
    private static let longestStep = 0.5

    private var last: (time: Double, levels: Levels)?

    /// Takes the next frame; whether it shows another place than the one before.
    mutating func isCut(_ frame: Frame) -> Bool {
        let levels = Levels(of: frame.image)
        guard levels.contrast >= Self.leastContrast else { return false }
        defer { last = (frame.time, levels) }
        guard let last, (0..<Self.longestStep).contains(frame.time - last.time) else { return false }
        return levels.difference(to: last.levels) >= Self.leastDifference
            && levels.correlation(with: last.levels) < Self.leastCorrelation
    }
}

extension CutDetector {
    /// Brightness at the points of the grid, 0…255, as deviations from its mean.
    fileprivate struct Levels {
        private let mean: Double
        private let deviations: [Double]
        /// Their standard deviation.
        let contrast: Double

        init(of image: Image) {
            let pixels = image.pixels.span
            let levels = (0..<(grid.rows * grid.columns)).map { point in
                let row = (point / grid.columns * 2 + 1) * image.height / (grid.rows * 2)
                let column = (point % grid.columns * 2 + 1) * image.width / (grid.columns * 2)
                let first = (row * image.width + column) * 3
                return Double(Int(pixels[first]) + 2 * Int(pixels[first + 1]) + Int(pixels[first + 2])) / 4
            }
            let mean = levels.reduce(0, +) / Double(levels.count)
            let deviations = levels.map { $0 - mean }
            contrast = (deviations.reduce(0) { $0 + $1 * $1 } / Double(levels.count)).squareRoot()
            (self.mean, self.deviations) = (mean, deviations)
        }

        /// On average over the points.
        func difference(to other: Levels) -> Double {
            zip(deviations, other.deviations).reduce(0) { $0 + abs($1.0 + mean - $1.1 - other.mean) }
                / Double(deviations.count)
        }

        /// −1…1; both have contrast.
        func correlation(with other: Levels) -> Double {
            zip(deviations, other.deviations).reduce(0) { $0 + $1.0 * $1.1 } / Double(deviations.count)
                / (contrast * other.contrast)
        }
    }
}
