import FaceMaskCore
import Testing

@testable import FaceMaskAnnotation

@Suite struct PreviewCellsTests {
    private static let white = (red: UInt8(255), green: UInt8(255), blue: UInt8(255))

    struct Grid: Sendable {
        let count: Int
        let size: (width: Int, height: Int)
        /// Points that are white when all cells show a white picture of the grid's own proportions, and points that are not.
        let white: [(Int, Int)]
        var black: [(Int, Int)] = []
        let reason: String
    }

    @Test(arguments: [
        Grid(count: 1, size: (64, 36), white: [(0, 0), (63, 35)], reason: "one fills it"),
        Grid(
            count: 2, size: (64, 36), white: [(1, 18), (62, 18)], black: [(1, 1), (62, 34)], reason: "two side by side"),
        Grid(count: 3, size: (64, 36), white: [(0, 0), (63, 0), (0, 35)], black: [(63, 35)], reason: "a cell is left"),
        Grid(count: 4, size: (64, 36), white: [(0, 0), (63, 0), (0, 35), (63, 35)], reason: "two by two"),
        Grid(count: 5, size: (66, 36), white: [(1, 9), (64, 9), (1, 27)], black: [(64, 27)], reason: "three columns"),
    ])
    func cellsFillTheGrid(grid: Grid) {
        var cells = PreviewCells(count: grid.count, width: grid.size.width, height: grid.size.height)
        let picture = Image(width: grid.size.width * 2, height: grid.size.height * 2, filledWith: Self.white)
        for place in 0..<grid.count { cells.put(picture, at: place) }
        for (x, y) in grid.white { #expect(cells.image[x, y] == Self.white, "\(grid.reason): \(x), \(y)") }
        for (x, y) in grid.black { #expect(cells.image[x, y] == (0, 0, 0), "\(grid.reason): \(x), \(y)") }
    }

    @Test(arguments: [(1, 4000), (4000, 1), (1, 1), (5, 7)])
    func anyShapeFits(size: (width: Int, height: Int)) {
        var cells = PreviewCells(count: 3, width: 50, height: 30)
        cells.put(Image(width: size.width, height: size.height, filledWith: Self.white), at: 2)
        #expect((0..<25).contains { x in (15..<30).contains { y in cells.image[x, y] == Self.white } })
        cells.clear(2)
        #expect(cells.image == Image(width: 50, height: 30))
    }

    @Test func aSmallerPictureReplacesTheLastOneCompletely() {
        var cells = PreviewCells(count: 1, width: 40, height: 40)
        cells.put(Image(width: 10, height: 10, filledWith: Self.white), at: 0)
        cells.put(Image(width: 10, height: 5, filledWith: Self.white), at: 0)
        #expect(cells.image[20, 20] == Self.white)
        #expect(cells.image[20, 2] == (0, 0, 0))
    }
}
