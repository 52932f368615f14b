import FaceMaskCore
import Testing

struct BoxTests {
    struct OverlapCase: Sendable, CustomTestStringConvertible {
        let reason: String
        let first: Box
        let second: Box
        let expected: Float
        var testDescription: String { reason }
    }

    private static let unit = Box(x1: 0, y1: 0, x2: 10, y2: 10)

    static let overlaps = [
        OverlapCase(reason: "a box covers itself", first: unit, second: unit, expected: 1),
        OverlapCase(
            reason: "half of each is shared: 50 of 150", first: unit, second: Box(x1: 5, y1: 0, x2: 15, y2: 10),
            expected: 1 / 3),
        OverlapCase(
            reason: "touching boxes share no pixel, since boxes are half-open", first: unit,
            second: Box(x1: 10, y1: 0, x2: 20, y2: 10), expected: 0),
        OverlapCase(
            reason: "apart in both directions: the product of two negative sides is no area", first: unit,
            second: Box(x1: 20, y1: 20, x2: 30, y2: 30), expected: 0),
        OverlapCase(
            reason: "inside: the share of the smaller", first: unit, second: Box(x1: 0, y1: 0, x2: 5, y2: 5),
            expected: 0.25),
        OverlapCase(reason: "zero area", first: unit, second: Box(x1: 5, y1: 5, x2: 5, y2: 9), expected: 0),
        OverlapCase(
            reason: "two empty boxes in one place", first: .init(x1: 1, y1: 1, x2: 1, y2: 1),
            second: .init(x1: 1, y1: 1, x2: 1, y2: 1), expected: 0),
        OverlapCase(
            reason: "not a number", first: unit, second: Box(x1: .nan, y1: 0, x2: 10, y2: 10), expected: 0),
        OverlapCase(
            reason: "infinite", first: unit, second: Box(x1: -.infinity, y1: 0, x2: .infinity, y2: 10), expected: 0),
    ]

    @Test(arguments: overlaps)
    func overlap(_ row: OverlapCase) {
        #expect(abs(row.first.overlap(with: row.second) - row.expected) < 1e-6)
        #expect(row.first.overlap(with: row.second) == row.second.overlap(with: row.first))
    }

    @Test func overlapOfRandomBoxesIsSymmetricAndAShare() {
        var generator = SeededGenerator(seed: 1)
        func box() -> Box {
            func side() -> Float { .random(in: -20...20, using: &generator) }
            return Box(x1: side(), y1: side(), x2: side(), y2: side())
        }
        for _ in 0..<500 {
            let (first, second) = (box(), box())
            let overlap = first.overlap(with: second)
            #expect((0...1).contains(overlap))
            #expect(overlap == second.overlap(with: first))
        }
    }

    @Test func clippingKeepsTheInside() {
        let clipped = Box(x1: -5, y1: 3, x2: 50, y2: 8).clipped(toWidth: 20, height: 6)
        #expect(clipped == Box(x1: 0, y1: 3, x2: 20, y2: 6))
        #expect(Box(x1: 30, y1: 0, x2: 40, y2: 5).clipped(toWidth: 20, height: 6).isEmpty)
    }

    @Test func expandingGrowsEverySide() {
        #expect(Box(x1: 10, y1: 20, x2: 20, y2: 40).expanded(by: 0.5) == Box(x1: 5, y1: 10, x2: 25, y2: 50))
    }
}

struct SuppressionTests {
    private func face(_ x: Float, _ score: Float) -> Face {
        Face(box: Box(x1: x, y1: 0, x2: x + 10, y2: 10), score: score)
    }

    @Test func keepsTheHighestOfOverlappingFaces() {
        let kept = [face(0, 0.6), face(1, 0.9), face(40, 0.5)].suppressingOverlaps(above: 0.3)
        #expect(kept == [face(1, 0.9), face(40, 0.5)])
    }

    /// Box and score of a face besides one of 100 × 100 pixels with the score 0.8, whether that stays too, and why.
    @Test(arguments: [
        ([10, 10, 30, 30], 0.7, false, "an eye"), ([10, 10, 30, 30], 0.8, false, "an eye that is as sure"),
        ([10, 10, 30, 30], 0.9, true, "who is surer than the larger one is somebody"),
        ([90, 90, 110, 110], 0.7, true, "a neighbour, a quarter inside"),
        ([83, 40, 103, 60], 0.7, false, "inside but for a rim"), ([85, 40, 105, 60], 0.7, true, "a quarter outside"),
        ([-50, -50, 150, 150], 0.7, true, "a larger one around it"), ([120, 0, 140, 20], 0.7, true, "elsewhere"),
    ])
    func partsOfFacesAreDropped(box: [Float], score: Float, stays: Bool, reason: String) {
        let large = Face(box: Box(x1: 0, y1: 0, x2: 100, y2: 100), score: 0.8)
        let other = Face(box: Box(x1: box[0], y1: box[1], x2: box[2], y2: box[3]), score: score)
        #expect([large, other].suppressingParts() == (stays ? [large, other] : [large]), "\(reason)")
        #expect([other, large].suppressingParts() == (stays ? [other, large] : [large]), "\(reason)")
    }

    @Test func dropsInvalidFaces() {
        let broken = [face(0, .nan), Face(box: Box(x1: 5, y1: 5, x2: 5, y2: 9), score: 1)]
        #expect(broken.suppressingOverlaps(above: 0.3).isEmpty)
    }

    @Test func isIdempotentAndOrderedByScore() {
        var generator = SeededGenerator(seed: 7)
        let faces = (0..<200).map { _ in
            face(.random(in: 0...100, using: &generator), .random(in: 0...1, using: &generator))
        }
        let once = faces.suppressingOverlaps(above: 0.4)
        #expect(once.suppressingOverlaps(above: 0.4) == once)
        #expect(once.map(\.score) == once.map(\.score).sorted(by: >))
        #expect(!once.isEmpty)
    }
}
