internal import Foundation

/// Smooth interpolation over a plane from scattered points, a thin-plate spline (Bookstein, "Principal warps", 1989).
/// It is solved once for fixed points and used with any values.
struct ThinPlateSpline {
    private let places: [SIMD2<Float>]
    /// The inverse of the system without the columns of the side conditions: `count + 3` rows of `count`.
    private let inverse: [Float]

    /// Creates the spline. Points must be distinct and not collinear. `smoothing` lets the surface deviate from noisy
    /// values.
    init(places: [SIMD2<Float>], smoothing: Float) {
        self.places = places
        let (count, size) = (places.count, places.count + 3)
        var matrix = [[Double]](repeating: [Double](repeating: 0, count: 2 * size), count: size)
        for row in 0..<count {
            for column in 0..<count { matrix[row][column] = Double(Self.bending(places[row], places[column])) }
            matrix[row][row] += Double(smoothing)
            for (column, value) in [1, places[row].x, places[row].y].enumerated() {
                matrix[row][count + column] = Double(value)
                matrix[count + column][row] = Double(value)
            }
        }
        for row in 0..<size { matrix[row][size + row] = 1 }
        Self.eliminate(&matrix)
        inverse = matrix.flatMap { row in row[size..<(size + count)].map { Float($0) } }
    }

    /// Returns the basis of a place: a weight for each point, and three for the plane.
    func basis(at place: SIMD2<Float>) -> [Float] { places.map { Self.bending(place, $0) } + [1, place.x, place.y] }

    /// Returns the coefficients by which a `basis` is multiplied, given a value at each point.
    func coefficients(_ values: [SIMD3<Float>]) -> [SIMD3<Float>] {
        let count = places.count
        return (0..<(count + 3)).map { row in
            var sum = SIMD3<Float>()
            for column in 0..<count { sum += inverse[row * count + column] * values[column] }
            return sum
        }
    }

    /// r² ln r.
    private static func bending(_ first: SIMD2<Float>, _ second: SIMD2<Float>) -> Float {
        let gap = first - second
        let square = (gap * gap).sum()
        return square > 1e-12 ? 0.5 * square * log(square) : 0
    }

    /// Inverts a matrix by Gauss-Jordan elimination with partial pivoting.
    private static func eliminate(_ matrix: inout [[Double]]) {
        for column in matrix.indices {
            let pivot = (column..<matrix.count).max { abs(matrix[$0][column]) < abs(matrix[$1][column]) } ?? column
            matrix.swapAt(column, pivot)
            let factor = 1 / matrix[column][column]
            let pivotRow = matrix[column].map { $0 * factor }
            matrix[column] = pivotRow
            for row in matrix.indices where row != column {
                let share = matrix[row][column]
                guard share != 0 else { continue }
                for index in column..<pivotRow.count { matrix[row][index] -= share * pivotRow[index] }
            }
        }
    }
}
