import FaceMaskCore
import Testing

@testable import facemask

@Suite struct WallCellsTests {
    private static let white = (red: UInt8(255), green: UInt8(255), blue: UInt8(255))

    struct Wall: Sendable {
        let count: Int
        let size: (width: Int, height: Int)
        /// Points that are white when all cells show a white picture of the wall's own proportions, and points that are not.
        let white: [(Int, Int)]
        var black: [(Int, Int)] = []
        let reason: String
    }

    @Test(arguments: [
        Wall(count: 1, size: (64, 36), white: [(0, 0), (63, 35)], reason: "one fills it"),
        Wall(
            count: 2, size: (64, 36), white: [(1, 18), (62, 18)], black: [(1, 1), (62, 34)], reason: "two side by side"),
        Wall(count: 3, size: (64, 36), white: [(0, 0), (63, 0), (0, 35)], black: [(63, 35)], reason: "a cell is left"),
        Wall(count: 4, size: (64, 36), white: [(0, 0), (63, 0), (0, 35), (63, 35)], reason: "two by two"),
        Wall(count: 5, size: (66, 36), white: [(1, 9), (64, 9), (1, 27)], black: [(64, 27)], reason: "three columns"),
    ])
    func cellsFillTheWall(wall: Wall) {
        var cells = PreviewCells(count: wall.count, width: wall.size.width, height: wall.size.height)
        let picture = Image(width: wall.size.width * 2, height: wall.size.height * 2, filledWith: Self.white)
        for place in 0..<wall.count { cells.put(picture, in: place) }
        for (x, y) in wall.white { #expect(cells.image[x, y] == Self.white, "\(wall.reason): \(x), \(y)") }
        for (x, y) in wall.black { #expect(cells.image[x, y] == (0, 0, 0), "\(wall.reason): \(x), \(y)") }
    }

    @Test(arguments: [(1, 4000), (4000, 1), (1, 1), (5, 7)])
    func anyShapeFits(size: (width: Int, height: Int)) {
        var cells = PreviewCells(count: 3, width: 50, height: 30)
        cells.put(Image(width: size.width, height: size.height, filledWith: Self.white), in: 2)
        #expect((0..<25).contains { x in (15..<30).contains { y in cells.image[x, y] == Self.white } })
        cells.clear(2)
        #expect(cells.image == Image(width: 50, height: 30))
    }

    @Test func aSmallerPictureLeavesNothingOfTheLastOne() {
        var cells = PreviewCells(count: 1, width: 40, height: 40)
        cells.put(Image(width: 10, height: 10, filledWith: Self.white), in: 0)
        cells.put(Image(width: 10, height: 5, filledWith: Self.white), in: 0)
        #expect(cells.image[20, 20] == Self.white)
        #expect(cells.image[20, 2] == (0, 0, 0))
    }
}
