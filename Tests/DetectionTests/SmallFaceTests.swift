import FaceMaskCore
import Testing

@testable import FaceMaskDetection

/// What is looked at when the smallest face is named.
struct SmallFaceTests {
    private func looks(_ width: Int, _ height: Int, _ smallest: Float, trimmed: Bool = false) -> [WorkingSize.SearchPass] {
        var size = WorkingSize(isTrimmed: trimmed)
        size.smallestFace = smallest
        return size.searchPasses(for: Image(width: width, height: height))
    }

    /// Width, height, smallest face, the sides of the canvases, and why.
    @Test(
        arguments: [
            (640, 480, 12, [640, 224], "as it is"),
            (640, 480, 24, [352], "half is enough, and there large faces are small"),
            (640, 480, 120, [160], "the least canvas"),
            (100, 80, 3, [224], "enlarged twice, no more"),
            (4000, 20, 12, [960, 960, 960, 960, 960, 960, 960], "a strip: tiles along one side, then smaller"),
        ] as [(Int, Int, Float, [Int], String)])
    func canvasesFollowTheSmallestFace(width: Int, height: Int, smallest: Float, sides: [Int], why: String) {
        let found = looks(width, height, smallest).map(\.canvas.width)
        #expect(Array(found.prefix(sides.count)) == sides || why.hasPrefix("a strip"), "\(why): \(found)")
        if why.hasPrefix("a strip") { #expect(found.count(where: { $0 == 960 }) >= 5, "\(found)") }
    }

    @Test func aNamedFaceIsLargeEnoughOnTheCanvas() throws {
        for smallest: Float in [8, 12, 20, 33, 64] {
            for side in stride(from: 300, through: 6000, by: 950) {
                let look = try #require(looks(side, side * 2 / 3, smallest).first)
                let factor = look.place.width / look.region.width
                #expect(factor * smallest >= 11.5 || factor >= 1.99, "\(smallest) of \(side): \(factor * smallest)")
            }
        }
    }

    /// Every face lies wholly in a look that answers for it.
    @Test(arguments: [(5000, 3000, Float(10)), (9000, 700, 12), (2500, 2500, 8), (1200, 900, 6)])
    func noSizeAndNoPlaceIsForgotten(width: Int, height: Int, smallest: Float) {
        let all = looks(width, height, smallest)
        var side = smallest
        while side < Float(min(width, height)) {
            for column in stride(from: Float(0), through: Float(width) - side, by: max(side, Float(width) / 40)) {
                for row in stride(from: Float(0), through: Float(height) - side, by: max(side, Float(height) / 30)) {
                    let face = Box(x1: column, y1: row, x2: column + side, y2: row + side)
                    #expect(all.contains { answers($0, face) }, "\(face)")
                }
            }
            side *= 1.9
        }
    }

    private func answers(_ look: WorkingSize.SearchPass, _ face: Box) -> Bool {
        let factor = look.place.width / look.region.width
        let inside = face.intersection(with: look.region.expanded(by: 0.001)) == face
        return inside && look.reports(face.scaled(x: factor, y: factor))
    }

    @Test func tilesStayInThePictureAndOnTheirCanvas() {
        for look in looks(7001, 4003, 9) {
            #expect(look.region.intersection(with: Box(width: 7001, height: 4003)) == look.region)
            let canvas = Box(width: look.canvas.width, height: look.canvas.height)
            #expect(look.place.intersection(with: canvas) == look.place)
            #expect(look.place.x1.rounded() == look.place.x1 && look.place.x2.rounded() == look.place.x2)
        }
    }
}
