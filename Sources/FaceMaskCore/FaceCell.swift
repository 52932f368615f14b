private import Foundation

/// A cell of our face detector's output maps, and the meaning of the numbers that the network gives for it.
///
/// Each map has one cell for every `stride` × `stride` pixels of the network's input. Training and detection read the
/// numbers by this one type.
public struct FaceCell: Hashable, Sendable {
    /// The pixels that a cell of each map stands for, along both axes; maps come in this order.
    public static let strides = [8, 16, 32]

    /// Where the numbers of a cell lie among its channels.
    public enum Channel {
        /// Its logistic is the face's score.
        public static let score = 0
        /// Its logistic is how likely the face wears a mask as it should.
        public static let mask = 1
        /// The box: centre, in cells from the middle of the cell, then the logarithms of width and height in units of
        /// ``sizeUnit`` cells.
        public static let box = 2
        /// Five points, horizontal before vertical, in cells from the middle of the cell.
        public static let points = 6
        /// All of them.
        public static let count = 16
    }

    /// A side of so many cells has the logarithm 0, so that untrained maps cover the usual sizes of faces: 32, 64 and
    /// 128 pixels.
    public static let sizeUnit: Float = 4
    /// Logarithms of sides are cut here, 1,600 times the unit, so that no weights make a box infinite.
    public static let largestLogarithm: Float = 7.4

    /// The cell's column and row in its map.
    public var column: Int
    /// See `column`.
    public var row: Int
    /// Pixels of the network's input that the cell stands for, along both axes.
    public var stride: Int

    /// Creates a cell.
    public init(column: Int, row: Int, stride: Int) { (self.column, self.row, self.stride) = (column, row, stride) }

    /// The middle, in pixels of the network's input.
    public var center: Point {
        Point(x: (Float(column) + 0.5) * Float(stride), y: (Float(row) + 0.5) * Float(stride))
    }

    /// The box that the four numbers from ``Channel/box`` on stand for, in pixels of the network's input.
    public func box(_ numbers: SIMD4<Float>) -> Box {
        let unit = Float(stride)
        let (x, y) = (center.x + numbers.x * unit, center.y + numbers.y * unit)
        let width = exp(min(numbers.z, Self.largestLogarithm)) * Self.sizeUnit * unit
        let height = exp(min(numbers.w, Self.largestLogarithm)) * Self.sizeUnit * unit
        return Box(x1: x - width / 2, y1: y - height / 2, x2: x + width / 2, y2: y + height / 2)
    }

    /// The point that two numbers stand for, in pixels of the network's input.
    public func point(_ x: Float, _ y: Float) -> Point {
        Point(x: center.x + x * Float(stride), y: center.y + y * Float(stride))
    }
}
