import FaceMaskCore
import Testing

@testable import FaceMaskDetection

/// The search passes for a given smallest face.
struct SmallFaceTests {
    private func passes(_ width: Int, _ height: Int, _ smallest: Float, trimmed: Bool = false) -> [WorkingSize
        .SearchPass]
    {
        var size = WorkingSize(isTrimmed: trimmed)
        size.smallestFace = smallest
        return size.searchPasses(for: Image(width: width, height: height))
    }

    /// Width, height, smallest face, the sides of the canvases, and the reason.
    @Test(
        arguments: [
            (640, 480, 12, [640, 224], "as it is"),
            (640, 480, 24, [352], "half is enough, and there large faces are small"),
            (640, 480, 120, [160], "the least canvas"),
            (100, 80, 3, [224], "enlarged twice, no more"),
            (4000, 20, 12, [960, 960, 960, 960, 960, 960, 960], "a strip: tiles along one side, then smaller"),
        ] as [(Int, Int, Float, [Int], String)])
    func canvasesFollowTheSmallestFace(width: Int, height: Int, smallest: Float, sides: [Int], why: String) {
        let found = passes(width, height, smallest).map(\.canvas.width)
        #expect(Array(found.prefix(sides.count)) == sides || why.hasPrefix("a strip"), "\(why): \(found)")
        if why.hasPrefix("a strip") { #expect(found.count(where: { $0 == 960 }) >= 5, "\(found)") }
    }

    @Test func theSmallestFaceIsLargeEnoughOnTheCanvas() throws {
        for smallest: Float in [8, 12, 20, 33, 64] {
            for side in stride(from: 300, through: 6000, by: 950) {
                let pass = try #require(passes(side, side * 2 / 3, smallest).first)
                let factor = pass.place.width / pass.region.width
                #expect(factor * smallest >= 11.5 || factor >= 1.99, "\(smallest) of \(side): \(factor * smallest)")
            }
        }
    }

    /// Every face is completely inside a pass that reports it.
    @Test(arguments: [(5000, 3000, Float(10)), (9000, 700, 12), (2500, 2500, 8), (1200, 900, 6)])
    func everySizeAndPlaceIsCovered(width: Int, height: Int, smallest: Float) {
        let all = passes(width, height, smallest)
        var side = smallest
        while side < Float(min(width, height)) {
            for column in stride(from: Float(0), through: Float(width) - side, by: max(side, Float(width) / 40)) {
                for row in stride(from: Float(0), through: Float(height) - side, by: max(side, Float(height) / 30)) {
                    let face = Box(x1: column, y1: row, x2: column + side, y2: row + side)
                    #expect(all.contains { reports($0, face) }, "\(face)")
                }
            }
            side *= 1.9
        }
    }

    private func reports(_ pass: WorkingSize.SearchPass, _ face: Box) -> Bool {
        let factor = pass.place.width / pass.region.width
        let inside = face.intersection(with: pass.region.expanded(by: 0.001)) == face
        return inside && pass.reports(face.scaled(x: factor, y: factor))
    }

    @Test func tilesStayInThePictureAndOnTheirCanvas() {
        for pass in passes(7001, 4003, 9) {
            #expect(pass.region.intersection(with: Box(width: 7001, height: 4003)) == pass.region)
            let canvas = Box(width: pass.canvas.width, height: pass.canvas.height)
            #expect(pass.place.intersection(with: canvas) == pass.place)
            #expect(pass.place.x1.rounded() == pass.place.x1 && pass.place.x2.rounded() == pass.place.x2)
        }
    }
}
