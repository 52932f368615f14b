internal import FaceMaskCore
internal import FaceMaskMedia

/// The first inputs of a training side by side, for people to look at.
struct InputPreview {
    private let image: Image

    /// Lays out pictures of one size in rows; there must be at least one.
    init(_ inputs: [Image], columns: Int) { image = Image(tiling: inputs, columns: columns) }

    func jpeg(quality: Int? = nil, named name: String) throws -> [UInt8] {
        let writer = quality.map { PictureWriter(jpegQuality: $0) } ?? PictureWriter()
        return try writer.bytes(of: image, fileExtension: "jpg", named: name)
    }
}
