private import Foundation

/// A cell of our face detector's output maps, and the meaning of the network's outputs for it.
///
/// Each map has one cell for every `stride` × `stride` pixels of the network's input. Training and detection both use
/// this type to encode and decode the outputs.
public struct FaceCell: Hashable, Sendable {
    /// The pixels per cell of each map, along both axes; maps come in this order.
    public static let strides = [8, 16, 32]

    /// The indices of a cell's channels.
    public enum Channel {
        /// The logit of the face's score.
        public static let score = 0
        /// The logit of the likelihood that the face wears a mask correctly.
        public static let mask = 1
        /// The first of four channels for the box: the centre, in cells from the middle of the cell, then the
        /// logarithms of width and height in units of ``sizeUnit`` cells.
        public static let box = 2
        /// The first of ten channels for five points, horizontal before vertical, in cells from the middle of the cell.
        public static let points = 6
        /// The number of channels.
        public static let count = 16
    }

    /// The number of cells whose logarithm is 0, so that untrained maps cover the usual sizes of faces: 32, 64 and 128
    /// pixels.
    public static let sizeUnit: Float = 4
    /// The limit of the sides' logarithms, 1,600 times the unit: no weights make a box infinite.
    public static let largestLogarithm: Float = 7.4

    /// The cell's column in its map.
    public var column: Int
    /// The cell's row in its map.
    public var row: Int
    /// Pixels of the network's input per cell, along both axes.
    public var stride: Int

    /// Creates a cell.
    public init(column: Int, row: Int, stride: Int) { (self.column, self.row, self.stride) = (column, row, stride) }

    /// The cell's middle, in pixels of the network's input.
    public var center: Point {
        Point(x: (Float(column) + 0.5) * Float(stride), y: (Float(row) + 0.5) * Float(stride))
    }

    /// Returns the box that the four outputs from ``Channel/box`` on encode, in pixels of the network's input.
    public func box(_ numbers: SIMD4<Float>) -> Box {
        let unit = Float(stride)
        let (x, y) = (center.x + numbers.x * unit, center.y + numbers.y * unit)
        let width = exp(min(numbers.z, Self.largestLogarithm)) * Self.sizeUnit * unit
        let height = exp(min(numbers.w, Self.largestLogarithm)) * Self.sizeUnit * unit
        return Box(x1: x - width / 2, y1: y - height / 2, x2: x + width / 2, y2: y + height / 2)
    }

    /// Returns the point that two outputs encode, in pixels of the network's input.
    public func point(_ x: Float, _ y: Float) -> Point {
        Point(x: center.x + x * Float(stride), y: center.y + y * Float(stride))
    }
}
