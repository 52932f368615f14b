internal import FaceMaskCore

/// Detects cuts: frames that show another place than the frame before, as in films and with cameras that move between
/// positions.
///
/// Both frames are reduced to the brightness at the points of a grid. Across a cut these are uncorrelated. When the light
/// is switched on, somebody passes the lens or the camera swings, their normalised correlation stays high. A frame takes
/// some microseconds.
struct CutDetector: Sendable {
    /// The grid's points along the two sides: a face covers only some of them.
    fileprivate static let grid = (columns: 32, rows: 18)
    /// The minimum correlation without a cut. It stays above 0.98 for frames of a street, and at 0.8 for a camera that
    /// swings by a third of its picture per second; different pictures have about 0.
    private static let minimumCorrelation = 0.4
    /// The minimum average difference of the points across a cut, in levels of brightness.
    private static let minimumDifference = 12.0
    /// The minimum standard deviation of brightness, in levels. Black frames, a covered lens and noise in the dark show no
    /// place, so that the next frame is compared with the last one that does.
    private static let minimumContrast = 6.0
    /// The maximum time between two frames, in seconds. After a longer time everything may have changed without a cut.
    private static let longestStep = 0.5

    private var last: (time: Double, levels: Levels)?

    /// Takes the next frame and returns whether it shows another place than the frame before.
    mutating func isCut(_ frame: Frame) -> Bool {
        let levels = Levels(of: frame.image)
        guard levels.contrast >= Self.minimumContrast else { return false }
        defer { last = (frame.time, levels) }
        guard let last, (0..<Self.longestStep).contains(frame.time - last.time) else { return false }
        return levels.difference(to: last.levels) >= Self.minimumDifference
            && levels.correlation(with: last.levels) < Self.minimumCorrelation
    }
}

extension CutDetector {
    /// The brightness at the points of the grid, 0…255, as deviations from its mean.
    fileprivate struct Levels {
        private let mean: Double
        private let deviations: [Double]
        /// The standard deviation.
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

        /// Returns the average difference of the points.
        func difference(to other: Levels) -> Double {
            zip(deviations, other.deviations).reduce(0) { $0 + abs($1.0 + mean - $1.1 - other.mean) }
                / Double(deviations.count)
        }

        /// Returns the normalised correlation, −1…1, of two frames with contrast.
        func correlation(with other: Levels) -> Double {
            zip(deviations, other.deviations).reduce(0) { $0 + $1.0 * $1.1 } / Double(deviations.count)
                / (contrast * other.contrast)
        }
    }
}
