public import FaceMaskCore
public import Foundation
internal import FaceMaskMedia

extension Image {
    /// Reads a picture: JPEG, PNG, WebP, BMP, TIFF or the first frame of a GIF. It is upright, whatever way the camera
    /// was held, and transparent parts are white. Throws `MediaError`, which says in a sentence what is wrong.
    public init(contentsOf url: URL) throws {
        self = try PictureReader().read(url)
    }
}
