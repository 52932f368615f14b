import FaceMaskCore
import Testing

@testable import Detection

struct WorkingSizeTests {
    /// A picture, the limits, the sizes of the looks, and why.
    struct Row: CustomTestStringConvertible, Sendable {
        var picture: (Int, Int)
        var rule: WorkingSize
        var sizes: [[Int]]
        var testDescription: String

        init(_ picture: (Int, Int), _ rule: WorkingSize, _ sizes: [[Int]], _ reason: String) {
            self.picture = picture
            self.rule = rule
            self.sizes = sizes
            testDescription = reason
        }
    }

    private static let once = WorkingSize(minimumLongSide: 320, maximumLongSide: 640, coarseLongSide: nil)
    private static let twice = WorkingSize(minimumLongSide: 320, maximumLongSide: 640, coarseLongSide: 320)

    @Test(arguments: [
        Row((320, 320), once, [[320, 320]], "exactly the least"),
        Row((640, 480), once, [[640, 480]], "exactly the most"),
        Row((512, 416), once, [[512, 416]], "between, multiples of 32 already"),
        Row((512, 600), once, [[512, 608]], "between, to the nearest multiple"),
        Row((500, 500), once, [[512, 512]], "between, rounded up"),
        Row((334, 495), once, [[320, 480]], "between, rounded down"),
        Row((1, 1), once, [[320, 320]], "one pixel"),
        Row((20, 10), once, [[320, 160]], "tiny"),
        Row((8000, 6000), once, [[640, 480]], "huge"),
        Row((20_000, 20), once, [[640, 32]], "a strip: never below 32"),
        Row((3, 900), once, [[32, 640]], "an upright strip"),
        Row((640, 480), twice, [[640, 480], [320, 256]], "large enough for a second look"),
        Row((480, 480), twice, [[480, 480], [320, 320]], "just large enough for a second look"),
        Row((479, 479), twice, [[480, 480]], "a second look would be at nearly the same size"),
        Row((8000, 100), twice, [[640, 32], [320, 32]], "a strip, twice"),
        Row(
            (10, 10), WorkingSize(minimumLongSide: 1, maximumLongSide: 40, coarseLongSide: nil), [[32, 32]],
            "no less than 32"),
    ])
    func sizesFollowThePicture(row: Row) {
        let sizes = row.rule.sizes(for: Image(width: row.picture.0, height: row.picture.1))
        #expect(sizes.map { [$0.width, $0.height] } == row.sizes)
    }

    @Test func sidesAreMultiplesWithinTheLimits() {
        for width in stride(from: 1, through: 1400, by: 93) {
            for height in stride(from: 1, through: 1400, by: 71) {
                let sizes = WorkingSize().sizes(for: Image(width: width, height: height))
                #expect((1...2).contains(sizes.count))
                for (width, height) in sizes {
                    #expect(width >= 32 && height >= 32 && width % 32 == 0 && height % 32 == 0)
                    #expect(max(width, height) <= 736)
                }
            }
        }
    }
}
