import FaceMask
import Foundation
import Media

/// Small JPEG copies of pictures.
struct Thumbnails {
    /// Enough to judge a face by, with hundreds on a page.
    private static let longestSide = 160
    private static let quality = 85

    private let folder: URL
    private let writer = PictureWriter(jpegQuality: quality)

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "facemask-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }

    /// The copy of the picture at `url`; small pictures are enlarged, so that something is to be seen.
    func base64(of url: URL) throws -> String {
        let image = try Image(contentsOf: url)
        let scale = Float(Self.longestSide) / Float(max(image.width, image.height))
        let copy = image.resized(
            width: max(Int((Float(image.width) * scale).rounded()), 1),
            height: max(Int((Float(image.height) * scale).rounded()), 1))
        let file = folder.appending(path: "thumbnail.jpg")
        try writer.write(copy, to: file)
        return try Data(contentsOf: file).base64EncodedString()
    }
}
