#if Training
import FaceMaskCore
import Foundation
import Testing

@testable import FaceMaskTrainers

struct DetectionLossTests {
    private static let side = 64

    /// Returns maps of small random numbers for a number of pictures.
    private static func maps(_ pictures: Int, seed: UInt64, spread: Float = 0.5) -> [[Float]] {
        var generator = SeededGenerator(seed: seed)
        return FaceCell.strides.map { stride in
            let size = side / stride
            return (0..<(pictures * FaceCell.Channel.count * size * size)).map { _ in
                Float.random(in: -spread...spread, using: &generator)
            }
        }
    }

    private static let landmarks = Landmarks(
        leftEye: Point(x: 20, y: 22), rightEye: Point(x: 34, y: 21), nose: Point(x: 27, y: 30),
        leftMouth: Point(x: 21, y: 37), rightMouth: Point(x: 33, y: 38))
    private static let faces: [[SceneFace]] = [
        [
            SceneFace(box: Box(x1: 14, y1: 12, x2: 40, y2: 46), landmarks: landmarks, state: .worn),
            SceneFace(box: Box(x1: 50, y1: 3, x2: 58, y2: 13), state: .notWorn),
            SceneFace(box: Box(x1: 44, y1: 44, x2: 60, y2: 60), isIgnored: true),
        ],
        [],
    ]

    /// The gradient is that of the sums: it predicts the effect of a small step, for every kind of output.
    @Test(arguments: [0, 1, 2.0])
    func theGradientMatchesTheLoss(focus: Double) {
        var recipe = DetectorRecipe()
        recipe.focus = focus
        let loss = DetectionLoss(recipe: recipe)
        let values = Self.maps(2, seed: 5)
        let (sums, gradients) = loss.evaluate(values, side: Self.side, faces: Self.faces)
        #expect(sums.cells >= 2 && sums.box > 0 && sums.points > 0 && sums.mask > 0)
        var compared = 0
        for level in values.indices {
            for index in values[level].indices where gradients[level][index] != 0 && (index * 7 + level) % 5 == 0 {
                // Goals of scores follow the boxes but are no part of the gradient, so boxes are compared without.
                let channel = index / (values[level].count / 2 / FaceCell.Channel.count) % FaceCell.Channel.count
                let isBox = (FaceCell.Channel.box..<FaceCell.Channel.points).contains(channel)
                func total(_ step: Float) -> Double {
                    var moved = values
                    moved[level][index] += step
                    let sums = loss.evaluate(moved, side: Self.side, faces: Self.faces).sums
                    guard sums.cells > 0 else { return .nan }
                    return isBox ? recipe.boxWeight * sums.box / Double(sums.cells) : sums.total(recipe)
                }
                let slope = (total(5e-3) - total(-5e-3)) / 1e-2
                #expect(
                    abs(slope - Double(gradients[level][index])) < 0.02 + 0.1 * abs(slope),
                    "level \(level), number \(index), channel \(channel)")
                compared += 1
            }
        }
        #expect(compared > 20)
    }

    @Test func ignoredFacesHaveNoLoss() {
        let loss = DetectionLoss(recipe: DetectorRecipe())
        let (_, gradients) = loss.evaluate(Self.maps(2, seed: 6), side: Self.side, faces: Self.faces)
        // The middle of the ignored face is that of cell (6, 6) of the finest map.
        #expect(gradients[0][6 * 8 + 6] == 0)
        #expect(gradients[0][6 * 8 + 1] != 0, "elsewhere there is background")
    }

    @Test func perfectMapsHaveOnlyScoreLoss() {
        var values = Self.maps(1, seed: 1, spread: 0)
        let face = SceneFace(box: Box(x1: 0, y1: 0, x2: 64, y2: 64))
        // The other maps' boxes are far too small to be asked.
        for level in 0..<2 {
            let size = Self.side / FaceCell.strides[level]
            for index in 0..<(2 * size * size) {
                values[level][(FaceCell.Channel.box + 2) * size * size + index] = -6
            }
        }
        // The only cells of the coarsest map that are near the centre: all four.
        let size = 2
        for index in 0..<4 {
            let cell = FaceCell(column: index % size, row: index / size, stride: 32)
            let numbers = [(32 - cell.center.x) / 32, (32 - cell.center.y) / 32, log(Float(0.5)), log(Float(0.5))]
            for (channel, number) in numbers.enumerated() {
                values[2][(FaceCell.Channel.box + channel) * 4 + index] = number
            }
        }
        let sums = DetectionLoss(recipe: DetectorRecipe()).evaluate(values, side: 64, faces: [[face]]).sums
        #expect(sums.cells == 4 && sums.box < 1e-4 && abs(sums.overlap - 4) < 1e-4, "\(sums)")
    }

    @Test func aBoxOfDualNumbersAgreesWithTheCell() {
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<50 {
            let numbers = SIMD4<Float>.random(in: -1.5...1.5, using: &generator)
            let cell = FaceCell(column: .random(in: 0...9, using: &generator), row: 2, stride: 16)
            let (box, dual) = (cell.box(numbers), DualBox(numbers, of: cell))
            for (value, edge) in zip([dual.x1, dual.y1, dual.x2, dual.y2], [box.x1, box.y1, box.x2, box.y2]) {
                #expect(abs(value.value - edge) < 1e-2)
            }
            let other = Box(x1: 30, y1: 10, x2: 90, y2: 95)
            let complete = dual.completeOverlap(with: other).value
            #expect(complete <= box.overlap(with: other) + 1e-4 && complete > -2)
        }
        let cell = FaceCell(column: 0, row: 0, stride: 8)
        let same = DualBox(.zero, of: cell).completeOverlap(with: cell.box(.zero))
        #expect(abs(same.value - 1) < 1e-5, "a box overlaps itself completely")
    }
}

struct FaceAssignmentTests {
    private func matches(_ faces: [SceneFace]) -> [FaceAssignment.Match] {
        let values = FaceCell.strides.map { stride in
            [Float](repeating: 0, count: FaceCell.Channel.count * (128 / stride) * (128 / stride))
        }
        return FaceAssignment.matches(faces, in: PictureMaps(values: values, side: 128, picture: 0))
    }

    /// Box, the stride that answers for it while the network knows nothing, and why.
    @Test(arguments: [
        (Box(x1: 40, y1: 40, x2: 70, y2: 72), 8, "a side of about four cells"),
        (Box(x1: 30, y1: 30, x2: 95, y2: 93), 16, "twice as large"),
        (Box(x1: 2, y1: 2, x2: 126, y2: 126), 32, "nearly the picture"),
        (Box(x1: 61, y1: 61, x2: 67, y2: 67), 8, "smaller than a cell"),
    ])
    func sizesAreAssignedToTheirStride(box: Box, stride: Int, why: String) {
        let found = matches([SceneFace(box: box)])
        #expect(!found.isEmpty && found.contains { FaceCell.strides[$0.level] == stride }, "\(why): \(found)")
    }

    @Test func aCellIsAssignedToOneFaceAndNotToIgnoredOnes() {
        let face = SceneFace(box: Box(x1: 40, y1: 40, x2: 72, y2: 72))
        var shifted = face
        shifted.box.x1 += 3
        var ignored = face
        ignored.isIgnored = true
        let found = matches([face, shifted, ignored])
        #expect(Set(found.map { SIMD2($0.level, $0.index) }).count == found.count)
        #expect(!found.contains { $0.face == 2 } && matches([ignored]).isEmpty)
    }

    @Test func facesAtTheEdgeStillHaveCells() {
        for box in [Box(x1: 0, y1: 0, x2: 9, y2: 12), Box(x1: 118, y1: 120, x2: 128, y2: 128)] {
            #expect(!matches([SceneFace(box: box)]).isEmpty)
        }
    }
}
#endif
