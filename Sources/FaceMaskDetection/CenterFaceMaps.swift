internal import FaceMaskCore
internal import Foundation
internal import FaceMaskInference

/// CenterFace's four outputs: for each cell of 4×4 pixels a score, two sizes, two offsets and ten landmark coordinates.
struct CenterFaceMaps {
    static let depths = [1, 2, 2, 10]
    /// Pixels per cell along each side.
    static let stride: Float = 4

    private let rows: Int
    private let columns: Int
    private let heat: [Float]
    private let sizes: [Float]
    private let offsets: [Float]
    private let landmarks: [Float]

    init(_ outputs: borrowing Outputs, width: Int, height: Int) throws {
        rows = height / Int(Self.stride)
        columns = width / Int(Self.stride)
        heat = try outputs.values(0)
        sizes = try outputs.values(1)
        offsets = try outputs.values(2)
        landmarks = try outputs.values(3)
    }

    /// Returns a face for every cell above the score, in pixels of the network's input, not yet suppressed.
    func faces(above minimumScore: Float) -> [Face] {
        heat.indices.filter { heat[$0] > minimumScore }.map(face(at:))
    }

    /// Decodes a cell as the authors' reference decoder does. Maps hold the vertical value first.
    private func face(at cell: Int) -> Face {
        let plane = rows * columns
        let height = exp(sizes[cell]) * Self.stride
        let width = exp(sizes[plane + cell]) * Self.stride
        let centerY = (Float(cell / columns) + offsets[cell] + 0.5) * Self.stride
        let centerX = (Float(cell % columns) + offsets[plane + cell] + 0.5) * Self.stride
        let (left, top) = (max(centerX - width / 2, 0), max(centerY - height / 2, 0))
        func point(_ index: Int) -> Point {
            Point(
                x: landmarks[(index * 2 + 1) * plane + cell] * width + left,
                y: landmarks[index * 2 * plane + cell] * height + top)
        }
        let box = Box(
            x1: left, y1: top, x2: min(left + width, Float(columns) * Self.stride),
            y2: min(top + height, Float(rows) * Self.stride))
        return Face(
            box: box, score: heat[cell],
            landmarks: Landmarks(
                leftEye: point(0), rightEye: point(1), nose: point(2), leftMouth: point(3), rightMouth: point(4)))
    }
}
