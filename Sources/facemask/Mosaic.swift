import FaceMask

/// Pictures of one size side by side.
struct Mosaic {
    let image: Image

    /// Lays pictures out in rows; there must be at least one.
    init(_ pictures: [Image], columns: Int) {
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
