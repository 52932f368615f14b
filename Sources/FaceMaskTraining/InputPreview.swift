internal import FaceMaskCore
internal import FaceMaskMedia
internal import FaceMaskTrainers

/// The first inputs of a training side by side, for people to look at.
struct InputPreview {
    private let image: Image

    /// Lays out pictures of one size in rows; there must be at least one.
    init(_ inputs: [Image], columns: Int) {
        let (width, height) = (inputs[0].width, inputs[0].height)
        let rows = (inputs.count + columns - 1) / columns
        var image = Image(width: width * columns, height: height * rows, filledWith: (0, 0, 0))
        for (index, input) in inputs.enumerated() {
            image.paste(input, x: index % columns * width, y: index / columns * height)
        }
        self.image = image
    }

    func jpeg(quality: Int? = nil, named name: String) throws -> [UInt8] {
        let writer = quality.map { PictureWriter(jpegQuality: $0) } ?? PictureWriter()
        return try writer.bytes(of: image, fileExtension: "jpg", named: name)
    }
}
