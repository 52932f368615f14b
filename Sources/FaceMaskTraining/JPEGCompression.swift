internal import FaceMaskCore
internal import FaceMaskMedia

/// The loss that JPEG leaves in training pictures.
enum JPEGCompression {
    /// Compresses a picture with a quality from 1 to 100, and decompresses it.
    static let roundTrip: @Sendable (Image, Int) throws -> Image = { image, quality in
        let bytes = try PictureWriter(jpegQuality: quality).bytes(
            of: image, fileExtension: "jpg", named: "a compressed training face")
        return try PictureReader().read(bytes, named: "a compressed training face")
    }
}
