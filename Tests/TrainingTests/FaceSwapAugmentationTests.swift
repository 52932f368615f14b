#if Training
import FaceMaskCore
import Foundation
import TestSupport
import Testing

@testable import FaceMaskTrainers

struct FaceSwapAugmentationTests {
    /// The points of a face seen from in front, in shares of its box.
    private static let shares: [SIMD2<Float>] = [[0.3, 0.4], [0.7, 0.4], [0.5, 0.6], [0.35, 0.8], [0.65, 0.8]]

    private static func face(_ box: Box, state: MaskState?, shares: [SIMD2<Float>] = shares) -> SceneFace {
        let points = shares.map { Point(x: box.x1 + $0.x * box.width, y: box.y1 + $0.y * box.height) }
        let landmarks = Landmarks(
            leftEye: points[0], rightEye: points[1], nose: points[2], leftMouth: points[3], rightMouth: points[4])
        return SceneFace(box: box, landmarks: landmarks, state: state)
    }

    /// A face of one colour on a picture of another.
    private static func exchange(
        _ color: (red: UInt8, green: UInt8, blue: UInt8), box: Box = Box(x1: 60, y1: 50, x2: 140, y2: 150)
    ) -> FaceSwapAugmentation {
        FaceSwapAugmentation(
            image: Image(width: 200, height: 200, filledWith: color), face: face(box, state: .notWorn))
    }

    @Test(arguments: [0, 30, -75, 180], [0.25, 1, 3] as [Float])
    func similarityFindsRotationScaleAndShift(degrees: Double, factor: Float) throws {
        let from = Self.shares.map { Point(x: $0.x * 40, y: $0.y * 50) }
        let (c, s) = (Float(cos(degrees * .pi / 180)), Float(sin(degrees * .pi / 180)))
        let to = from.map {
            Point(x: factor * (c * $0.x - s * $0.y) + 7, y: factor * (s * $0.x + c * $0.y) - 11)
        }
        let move = try #require(Similarity(from: from, to: to))
        #expect(abs(move.factor - factor) < 1e-3 && move.distance < 1e-2)
        for (p, q) in zip(from, to) {
            let (there, back) = (move(p), move.inverse(q))
            #expect(abs(there.x - q.x) < 0.01 && abs(there.y - q.y) < 0.01)
            #expect(abs(back.x - p.x) < 0.01 && abs(back.y - p.y) < 0.01)
        }
    }

    @Test func coincidingPointsHaveNoSimilarity() {
        let point = Point(x: 3, y: 4)
        #expect(Similarity(from: [point, point], to: [Point(x: 0, y: 0), Point(x: 1, y: 1)]) == nil)
    }

    @Test(arguments: [
        (Box(x1: 90, y1: 60, x2: 106, y2: 80), "small"), (Box(x1: 40, y1: 40, x2: 120, y2: 140), "as large"),
        (Box(x1: -10, y1: 150, x2: 54, y2: 230), "cut by two edges"),
    ])
    func theNewFaceIsWhereTheOldOneWas(box: Box, reason: String) throws {
        var picture = Image(width: 220, height: 220, filledWith: (100, 100, 100))
        let before = picture
        let target = Self.face(box, state: .worn)
        var generator = SeededGenerator(seed: 4)
        let laid = try #require(
            Self.exchange((100, 180, 100)).lay(over: target, of: &picture, using: &generator))
        #expect(laid.state == .notWorn && !laid.isIgnored)
        #expect(laid.box.overlap(with: box) > 0.95)
        let center = box.clipped(toWidth: 220, height: 220).center
        let inside = picture[Int(center.x), Int(center.y)]
        // Each colour is brought to the light of the old face: as grey as that was.
        #expect(abs(Int(inside.green) - 100) <= 2 && abs(Int(inside.red) - 100) <= 2, "\(reason): \(inside)")
        let far = box.expanded(by: 0.5)
        for y in stride(from: 0, to: 220, by: 3) {
            for x in stride(from: 0, to: 220, by: 3) where !far.contains(Point(x: Float(x), y: Float(y))) {
                #expect(picture[x, y] == before[x, y], "\(reason): (\(x), \(y)) lies beside the face")
            }
        }
    }

    @Test(
        "a face that doesn't fit changes nothing",
        arguments: [
            (
                [[0.4, 0.4], [0.46, 0.4], [-0.1, 0.6], [0.3, 0.8], [0.36, 0.8]] as [SIMD2<Float>], Float(60),
                "a profile"
            ),
            (shares, 190, "far larger than the other picture shows it"),
        ])
    func misfits(points: [SIMD2<Float>], side: Float, reason: String) {
        var picture = Image(width: 220, height: 220, filledWith: (90, 120, 150))
        let before = picture
        let target = Self.face(Box(x1: 10, y1: 10, x2: 10 + side, y2: 10 + side), state: .worn, shares: points)
        var generator = SeededGenerator(seed: 4)
        let laid = Self.exchange((200, 150, 120)).lay(over: target, of: &picture, using: &generator)
        #expect(laid == nil && picture == before, "\(reason)")
    }

    @Test(arguments: [
        (MaskState.worn, Float(40), false, true, "masked"), (.notWorn, 40, false, false, "bare already"),
        (.worn, 5, false, false, "nothing to be seen at 5 pixels"), (.worn, 200, false, false, "its seam would show"),
        (.worn, 40, true, false, "nobody is sure that it is one"),
    ])
    func suitableFacesAreReplaced(
        state: MaskState, side: Float, isIgnored: Bool, expected: Bool, reason: String
    ) {
        var face = Self.face(Box(x1: 0, y1: 0, x2: side, y2: side), state: state)
        face.isIgnored = isIgnored
        #expect(FaceSwapAugmentation.suits(face) == expected, "\(reason)")
        face.landmarks = nil
        #expect(!FaceSwapAugmentation.suits(face), "without points it can't be laid")
    }
}
#endif
