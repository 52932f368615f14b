/// Pictures of one size in rows.
package struct Mosaic {
    /// All pictures; what remains of the last row is black.
    package let image: Image

    /// Arranges pictures, at least one, in rows of `columns`.
    package init(_ pictures: [Image], columns: Int) {
        let (width, height) = (pictures[0].width, pictures[0].height)
        let rows = (pictures.count + columns - 1) / columns
        var pixels = [UInt8](repeating: 0, count: width * columns * height * rows * 3)
        for (index, picture) in pictures.enumerated() {
            let (left, top) = (index % columns * width, index / columns * height)
            for row in 0..<height {
                let start = ((top + row) * width * columns + left) * 3
                pixels.replaceSubrange(start..<(start + width * 3), with: picture.row(row))
            }
        }
        image = Image(width: width * columns, height: height * rows, pixels: pixels)
    }
}
