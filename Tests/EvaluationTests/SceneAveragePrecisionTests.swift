import FaceMaskEvaluation
import FaceMaskCore
import Testing

struct SceneAveragePrecisionTests {
    private typealias Scenes = SceneAveragePrecision
    private static let face = Box(x1: 0, y1: 0, x2: 10, y2: 10)
    private static let other = Box(x1: 20, y1: 0, x2: 30, y2: 10)
    private static let nowhere = Box(x1: 50, y1: 50, x2: 60, y2: 60)

    @Test(
        arguments: [
            ("nothing there, nothing found", [], [], 0, 0, 0),
            ("nothing found", [(face, true)], [], 0, 0, 0),
            ("found", [(face, true)], [(face, 0.9)], 1, 1, 1),
            ("a false alarm below it costs nothing", [(face, true)], [(face, 0.9), (nowhere, 0.5)], 1, 1, 2),
            ("a false alarm above it halves it", [(face, true)], [(face, 0.5), (nowhere, 0.9)], 0.5, 1, 2),
            ("found twice: the second is a false alarm", [(face, true)], [(face, 0.9), (face, 0.8)], 1, 1, 2),
            ("half is found", [(face, true), (other, true)], [(face, 0.9)], 0.5, 0.5, 1),
            (
                "what need not be found counts neither way", [(face, true), (other, false)],
                [(other, 0.9), (face, 0.5)],
                1, 1, 1
            ),
            ("a box that is not one", [(face, true)], [(Box(x1: .nan, y1: 0, x2: 1, y2: 1), 0.9)], 0, 0, 1),
        ] as [(String, [(Box, Bool)], [(Box, Float)], Double, Double, Int)])
    func `one picture`(
        reason: String, truths: [(Box, Bool)], detections: [(Box, Float)], precision: Double, recall: Double,
        counted: Int
    ) {
        let picture = Scenes.Picture(
            truths: truths.map { .init(box: $0.0, isWanted: $0.1) },
            detections: detections.map { .init(box: $0.0, score: $0.1) })
        let result = Scenes(of: [picture])
        #expect(abs(result.averagePrecision - precision) < 1e-12, "\(reason)")
        #expect(result.recall == recall && result.detections == counted, "\(reason)")
    }

    @Test func `scores rank over all pictures`() {
        let good = Scenes.Picture(truths: [.init(box: Self.face)], detections: [.init(box: Self.face, score: 0.5)])
        let bad = Scenes.Picture(truths: [.init(box: Self.face)], detections: [.init(box: Self.nowhere, score: 0.9)])
        #expect(Scenes(of: [good, bad]).averagePrecision == 0.25)
        #expect(Scenes(of: [bad, good]).averagePrecision == 0.25)
    }

    @Test func `a face inside a box of the whole head counts only loosely`() {
        let head = Box(x1: 0, y1: 0, x2: 20, y2: 20)
        let picture = Scenes.Picture(truths: [.init(box: head)], detections: [.init(box: Self.face, score: 1)])
        #expect(Scenes(of: [picture]).averagePrecision == 0)
        #expect(Scenes(of: [picture], matching: .insideHead).averagePrecision == 1)
    }
}
