internal import FaceMaskCore
internal import Foundation
internal import FaceMaskInference

/// The maps that our own detector emits for one picture, one for each of ``FaceCell/strides``.
struct FaceCellMaps {
    private let width: Int
    private let height: Int
    /// `[channels, rows, columns]` of each map.
    private let maps: [[Float]]

    /// Reads the maps of an input of `width` × `height` pixels.
    init(_ outputs: borrowing Outputs, width: Int, height: Int) throws {
        self.width = width
        self.height = height
        var maps: [[Float]] = []
        for index in FaceCell.strides.indices { maps.append(try outputs.values(index)) }
        self.maps = maps
    }

    /// Returns a face for every cell whose score is above `minimumScore`, 0…1, in pixels of the input, not yet suppressed.
    func faces(above minimumScore: Float) -> [Face] {
        // Comparing logits avoids the logistic function for nearly all cells.
        let least = minimumScore > 0 ? log(minimumScore / (1 - min(minimumScore, 0.9999))) : -.infinity
        return zip(FaceCell.strides, maps).flatMap { stride, map in
            let (columns, plane) = (width / stride, (width / stride) * (height / stride))
            let start = FaceCell.Channel.score * plane
            return (0..<plane).filter { map[start + $0] > least }.map { index in
                let cell = FaceCell(column: index % columns, row: index / columns, stride: stride)
                return face(at: cell) { map[$0 * plane + index] }
            }
        }
    }

    private func face(at cell: FaceCell, _ number: (_ channel: Int) -> Float) -> Face {
        let first = FaceCell.Channel.box
        let box = cell.box(SIMD4(number(first), number(first + 1), number(first + 2), number(first + 3)))
        func point(_ index: Int) -> Point {
            let channel = FaceCell.Channel.points + 2 * index
            return cell.point(number(channel), number(channel + 1))
        }
        return Face(
            box: box, score: 1 / (1 + exp(-number(FaceCell.Channel.score))),
            landmarks: Landmarks(
                leftEye: point(0), rightEye: point(1), nose: point(2), leftMouth: point(3), rightMouth: point(4)))
    }
}
