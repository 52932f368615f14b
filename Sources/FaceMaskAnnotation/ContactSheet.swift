public import FaceMaskCore
public import FaceMaskMedia
public import Foundation

/// Pictures side by side in one picture, in a grid that is as square as possible.
public struct ContactSheet: Sendable {
    /// The most pictures on a sheet: more would be too small to see a face in.
    public static let capacity = 60

    /// The pictures, each in its own proportions on black, in rows from the top left.
    public let image: Image
    /// The number of pictures on the sheet.
    public let count: Int

    /// A place for one picture, in pixels.
    private static let cell = (width: 320, height: 360)

    /// Lays out the pictures in the files at `urls`, at least one. Of more than `capacity` an evenly spread selection is
    /// shown.
    ///
    /// - Throws: `MediaError` if a picture can't be read.
    public init(ofPicturesAt urls: [URL]) throws {
        precondition(!urls.isEmpty, "a sheet shows something")
        count = min(urls.count, Self.capacity)
        let columns = PreviewCells.columns(for: count)
        let rows = (count + columns - 1) / columns
        var cells = PreviewCells(count: count, width: columns * Self.cell.width, height: rows * Self.cell.height)
        for place in 0..<count {
            cells.put(try PictureReader().read(urls[place * urls.count / count]), at: place)
        }
        image = cells.image
    }

    /// Writes the sheet to a file whose extension names the format: `.jpg` or `.png`.
    ///
    /// - Throws: `MediaError`.
    public func write(to url: URL) throws(MediaError) { try PictureWriter().write(image, to: url) }
}
