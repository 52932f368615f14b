public import FaceMaskCore
internal import FaceMaskMedia

/// A window that shows the annotated pictures of several sources: a single one at its own size, several side by side.
public actor PreviewGrid {
    private let window: PreviewWindow
    private var cells: PreviewCells?
    private var open: Int

    /// The whole grid of several sources, in pixels: it fits most screens.
    private static let size = (width: 1280, height: 720)

    /// Creates a grid for `sources` sources, at least one. The window opens with the first picture.
    public init(title: String, sources: Int) {
        window = PreviewWindow(title: title)
        open = sources
        if sources > 1 { cells = PreviewCells(count: sources, width: Self.size.width, height: Self.size.height) }
    }

    /// Shows the next picture of the source at `place`, counted from 0.
    ///
    /// - Returns: `false` once the person has closed the window.
    /// - Throws: `MediaError` when there is no screen.
    public func show(_ image: Image, at place: Int) async throws -> Bool {
        cells?.put(image, at: place)
        return try await window.show(cells?.image ?? image)
    }

    /// Clears the place of a source that has ended. The window closes with the last one.
    public func remove(_ place: Int) async {
        cells?.clear(place)
        open -= 1
        if open == 0 { await window.close() }
    }
}

/// Pictures in rows and columns.
struct PreviewCells {
    private let columns: Int
    private let cell: (width: Int, height: Int)
    /// Everything as one picture.
    private(set) var image: Image

    /// Creates `count` cells, at least one, in a picture of the given size; the grid is as square as possible.
    init(count: Int, width: Int, height: Int) {
        columns = Self.columns(for: count)
        let rows = (count + columns - 1) / columns
        cell = (width / columns, height / rows)
        image = Image(width: width, height: height)
    }

    /// The columns of the grid for `count` cells, at least one.
    static func columns(for count: Int) -> Int { (1...count).first { $0 * $0 >= count } ?? count }

    /// Shows a picture, in its own proportions, in the middle of a cell.
    mutating func put(_ picture: Image, at place: Int) {
        let factor = min(Double(cell.width) / Double(picture.width), Double(cell.height) / Double(picture.height))
        let small = picture.resized(
            width: max(Int(Double(picture.width) * factor), 1), height: max(Int(Double(picture.height) * factor), 1))
        clear(place)
        let corner = corner(of: place)
        image.paste(
            small, x: corner.x + (cell.width - small.width) / 2, y: corner.y + (cell.height - small.height) / 2)
    }

    /// Makes a cell black.
    mutating func clear(_ place: Int) {
        let corner = corner(of: place)
        image.paste(Image(width: cell.width, height: cell.height), x: corner.x, y: corner.y)
    }

    private func corner(of place: Int) -> (x: Int, y: Int) {
        (place % columns * cell.width, place / columns * cell.height)
    }
}
