import FaceMaskCore
import TestSupport
import Testing

struct DetectorPreprocessingTests {
    private let preprocessing = DetectorPreprocessing(mean: 100, scale: 0.5)
    private let picture = Pattern.picture(width: 5, height: 4, seed: 2)

    /// Row by row, colour by colour: the number for a level, or the background where `level` is `nil`.
    private func expected(width: Int, height: Int, level: (Int, Int, Int) -> UInt8?) -> [Float] {
        (0..<(width * height * 3)).map { index in
            level(index / 3 % width, index / 3 / width, index % 3).map { (Float($0) - 100) * 0.5 } ?? 0
        }
    }

    private func filled(_ canvas: DetectorCanvas) -> [Float] {
        var input = [Float](repeating: .nan, count: canvas.valueCount)
        var span = input.mutableSpan
        preprocessing.fill(&span, with: picture, on: canvas)
        return input
    }

    @Test(arguments: [(0, 0, "in the corner"), (2, 1, "amid background"), (3, 2, "in the far corner")])
    func everyValueIsExact(left: Int, top: Int, reason: String) {
        let place = Box(width: 5, height: 4).moved(x: Float(left), y: Float(top))
        let found = filled(DetectorCanvas(width: 8, height: 6, pictureAt: place))
        let expected = expected(width: 8, height: 6) { x, y, channel in
            guard (left..<(left + 5)).contains(x), (top..<(top + 4)).contains(y) else { return nil }
            return picture.pixels[((y - top) * 5 + x - left) * 3 + channel]
        }
        #expect(found == expected, "\(reason)")
    }

    @Test(arguments: [
        ([Box(width: 5, height: 4)], "all of it"), ([], "nothing"),
        ([Box(x1: 1, y1: 1, x2: 3, y2: 4)], "a part"),
        ([Box(x1: 0, y1: 0, x2: 2, y2: 2), Box(x1: 3, y1: 2, x2: 5, y2: 4)], "two quarters of a mosaic"),
        ([Box(x1: 2, y1: 2, x2: 2, y2: 4)], "an empty part"),
    ])
    func backgroundSurroundsTheParts(parts: [Box], reason: String) {
        let found = filled(DetectorCanvas(showing: parts, ofWidth: 5, height: 4))
        let expected = expected(width: 5, height: 4) { x, y, channel in
            guard parts.contains(where: { $0.contains(Point(x: Float(x), y: Float(y))) }) else { return nil }
            return picture.pixels[(y * 5 + x) * 3 + channel]
        }
        #expect(found == expected, "\(reason)")
    }

    @Test func theDefaultMapsLevelsToMinusOneToOne() {
        for (level, expected) in [(0, -1), (255, 1)] as [(UInt8, Float)] {
            var input = [Float](repeating: .nan, count: 3)
            var span = input.mutableSpan
            let canvas = DetectorCanvas(width: 1, height: 1, pictureAt: Box(width: 1, height: 1))
            DetectorPreprocessing().fill(
                &span, with: Image(width: 1, height: 1, filledWith: (level, level, level)), on: canvas)
            #expect(input.allSatisfy { abs($0 - expected) < 1e-6 })
        }
    }
}
