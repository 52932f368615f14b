import FaceMaskCore
import TestSupport
import Testing

@testable import FaceMaskAnnotation

@Suite struct FaceHiderTests {
    private let picture = Pattern.picture(width: 200, height: 120, seed: 1)

    @Test(
        "Only the face and its rim change",
        arguments: [
            (Box(x1: 60, y1: 40, x2: 100, y2: 80), Box(x1: 52, y1: 32, x2: 108, y2: 88), "in the middle"),
            (Box(x1: -20, y1: -20, x2: 20, y2: 20), Box(x1: 0, y1: 0, x2: 28, y2: 28), "half outside"),
            (Box(x1: -500, y1: -500, x2: 900, y2: 900), Box(x1: 0, y1: 0, x2: 200, y2: 120), "around the picture"),
            (Box(x1: .nan, y1: 0, x2: 10, y2: 10), Box(x1: 0, y1: 0, x2: 200, y2: 120), "not a number: all is hidden"),
        ])
    func hidesTheFace(box: Box, changed: Box, reason: String) throws {
        let hidden = FaceHider().hiding([box], in: picture)
        #expect(try #require(hidden.change(from: picture)) == changed, "\(reason)")
    }

    @Test(
        "A box without a visible pixel changes nothing",
        arguments: [Box(x1: 300, y1: 10, x2: 320, y2: 30), Box(x1: 50, y1: 50, x2: 50, y2: 80)])
    func leavesTheRest(box: Box) {
        #expect(FaceHider().hiding([box], in: picture) == picture)
        #expect(FaceHider().hiding([], in: picture) == picture)
    }

    @Test("What is left of a face is a few spots, whatever its size")
    func keepsFewSpots() {
        let face = Box(x1: 50, y1: 25, x2: 100, y2: 75)
        let hidden = FaceHider().hiding([face], in: picture)
        // The spots say everything: the hidden face follows from them.
        let part = face.expanded(by: FaceHider.margin)
        let spots = picture.resized(from: part, width: FaceHider.spots, height: FaceHider.spots)
        let again = spots.resized(width: Int(part.width), height: Int(part.height))
        for y in 0..<again.height {
            for x in 0..<again.width { #expect(hidden[x + Int(part.x1), y + Int(part.y1)] == again[x, y]) }
        }
    }

    @Test("Overlapping faces are hidden")
    func overlapsAreHidden() {
        let boxes = [Box(x1: 20, y1: 20, x2: 60, y2: 60), Box(x1: 40, y1: 30, x2: 80, y2: 70)]
        let hidden = FaceHider().hiding(boxes, in: picture)
        #expect(hidden[45, 45] != picture[45, 45] && hidden[25, 25] != picture[25, 25])
    }
}

extension Image {
    /// The smallest box around all pixels that differ from those of `other`; `nil` when none does.
    fileprivate func change(from other: Image) -> Box? {
        var box: Box?
        for y in 0..<height where row(y) != other.row(y) {
            for x in 0..<width where self[x, y] != other[x, y] {
                let known = box ?? Box(x1: Float(x), y1: Float(y), x2: Float(x), y2: Float(y))
                box = Box(
                    x1: min(known.x1, Float(x)), y1: min(known.y1, Float(y)), x2: max(known.x2, Float(x + 1)),
                    y2: max(known.y2, Float(y + 1)))
            }
        }
        return box
    }
}
