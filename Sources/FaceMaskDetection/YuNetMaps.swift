internal import FaceMaskCore
internal import Foundation
internal import FaceMaskInference

/// YuNet's twelve outputs: at each stride, for every cell, a class score, an objectness score, four numbers for a box
/// and ten for landmarks, `[1, cells, numbers]`.
struct YuNetMaps {
    /// The count of numbers for a cell in each output, in the file's order; OpenVINO may use other names for the outputs.
    static let depths = [1, 1, 4, 10].flatMap { depth in strides.map { _ in depth } }
    private static let strides = [8, 16, 32]

    private let width: Int
    private let outputs: [[Float]]

    init(_ outputs: borrowing Outputs, width: Int, height: Int) throws {
        self.width = width
        var values: [[Float]] = []
        for index in Self.depths.indices { values.append(try outputs.values(index)) }
        self.outputs = values
    }

    /// Returns a face for every cell above the score, in pixels of the network's input, not yet suppressed.
    func faces(above minimumScore: Float) -> [Face] {
        Self.strides.indices.flatMap { level in
            outputs[level].indices.compactMap { cell in
                // The geometric mean of both, as in the authors' program (OpenCV's FaceDetectorYN).
                let score = (unit(outputs[level][cell]) * unit(outputs[level + 3][cell])).squareRoot()
                return score > minimumScore ? face(level, cell, score: score) : nil
            }
        }
    }

    private func unit(_ value: Float) -> Float { min(max(value, 0), 1) }

    /// Decodes a cell as OpenCV's FaceDetectorYN does.
    private func face(_ level: Int, _ cell: Int, score: Float) -> Face {
        let stride = Float(Self.strides[level])
        let columns = width / Self.strides[level]
        let (column, row) = (Float(cell % columns), Float(cell / columns))
        let (box, points) = (outputs[level + 6], outputs[level + 9])
        let (x, y) = ((column + box[cell * 4]) * stride, (row + box[cell * 4 + 1]) * stride)
        let (boxWidth, boxHeight) = (exp(box[cell * 4 + 2]) * stride, exp(box[cell * 4 + 3]) * stride)
        func point(_ index: Int) -> Point {
            Point(
                x: (column + points[cell * 10 + index * 2]) * stride,
                y: (row + points[cell * 10 + index * 2 + 1]) * stride)
        }
        return Face(
            box: Box(
                x1: x - boxWidth / 2, y1: y - boxHeight / 2, x2: x + boxWidth / 2, y2: y + boxHeight / 2),
            score: score,
            landmarks: Landmarks(
                leftEye: point(0), rightEye: point(1), nose: point(2), leftMouth: point(3), rightMouth: point(4)))
    }
}
