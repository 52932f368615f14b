import FaceMask
import FaceMaskMedia

/// The window in which all watched sources are shown: one alone at its own size, several side by side.
actor PreviewGrid {
    private let window: PreviewWindow
    private var cells: PreviewCells?
    private var open: Int

    /// The whole wall of several sources, in pixels: it fits most screens.
    private static let size = (width: 1280, height: 720)

    /// A wall for so many sources, at least one; the window opens with the first picture.
    init(title: String, sources: Int) {
        window = PreviewWindow(title: title)
        open = sources
        if sources > 1 { cells = PreviewCells(count: sources, width: Self.size.width, height: Self.size.height) }
    }

    /// Shows the next picture of the source in `place`, counted from 0; false once the person has closed the window.
    func show(_ image: Image, in place: Int) async throws -> Bool {
        cells?.put(image, in: place)
        return try await window.show(cells?.image ?? image)
    }

    /// Takes a source away that has ended; the window closes with the last one.
    func remove(_ place: Int) async {
        cells?.clear(place)
        open -= 1
        if open == 0 { await window.close() }
    }
}

/// Pictures in rows and columns.
struct PreviewCells {
    private let columns: Int
    private let cell: (width: Int, height: Int)
    private let width: Int
    private let height: Int
    private var pixels: [UInt8]

    /// `count` cells, at least one, as square as the whole allows.
    init(count: Int, width: Int, height: Int) {
        let columns = (1...count).first { $0 * $0 >= count } ?? count
        let rows = (count + columns - 1) / columns
        (self.columns, self.width, self.height) = (columns, width, height)
        cell = (width / columns, height / rows)
        pixels = [UInt8](repeating: 0, count: width * height * 3)
    }

    /// Everything as one picture.
    var image: Image { Image(width: width, height: height, pixels: pixels) }

    /// Lays a picture, in its own proportions, into the middle of a cell.
    mutating func put(_ image: Image, in place: Int) {
        let factor = min(Double(cell.width) / Double(image.width), Double(cell.height) / Double(image.height))
        let small = image.resized(
            width: max(Int(Double(image.width) * factor), 1), height: max(Int(Double(image.height) * factor), 1))
        clear(place)
        let left = place % columns * cell.width + (cell.width - small.width) / 2
        let top = place / columns * cell.height + (cell.height - small.height) / 2
        for row in 0..<small.height {
            let first = ((top + row) * width + left) * 3
            pixels.replaceSubrange(first..<(first + small.width * 3), with: small.row(row))
        }
    }

    /// Makes a cell black.
    mutating func clear(_ place: Int) {
        for row in 0..<cell.height {
            let first = ((place / columns * cell.height + row) * width + place % columns * cell.width) * 3
            pixels.replaceSubrange(first..<(first + cell.width * 3), with: repeatElement(0, count: cell.width * 3))
        }
    }
}
