extension Image {
    /// Replaces the pixels under `picture` when its top left corner is at column `x` and row `y`. It must fit within
    /// this picture.
    package mutating func paste(_ picture: Image, x: Int, y: Int) {
        precondition(x >= 0 && y >= 0 && x + picture.width <= width && y + picture.height <= height, "the picture fits")
        for row in 0..<picture.height {
            let start = ((y + row) * width + x) * 3
            pixels.replaceSubrange(start..<(start + picture.width * 3), with: picture.row(row))
        }
    }

    /// Creates a picture that shows pictures of one size, at least one, in rows of `columns` on black.
    package init(tiling pictures: [Image], columns: Int) {
        let (width, height) = (pictures[0].width, pictures[0].height)
        let rows = (pictures.count + columns - 1) / columns
        self.init(width: width * columns, height: height * rows)
        for (index, picture) in pictures.enumerated() {
            paste(picture, x: index % columns * width, y: index / columns * height)
        }
    }
}
