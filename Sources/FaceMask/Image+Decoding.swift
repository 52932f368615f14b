public import FaceMaskCore
public import Foundation
internal import FaceMaskMedia

extension Image {
    /// Reads a picture file: JPEG, PNG, WebP, BMP, TIFF or the first frame of a GIF.
    ///
    /// The picture is upright, whatever orientation its metadata states, and transparent parts are white. Decoding
    /// blocks the calling thread.
    ///
    /// - Throws: `MediaError`.
    public init(contentsOf url: URL) throws {
        self = try PictureReader().read(url)
    }

    /// Decodes the bytes of a picture file, such as the body of an HTTP request.
    ///
    /// The content decides on the format; otherwise this is the same as `init(contentsOf:)`.
    ///
    /// - Throws: `MediaError`, whose subject is `image data`.
    public init(data: Data) throws {
        self = try PictureReader().read([UInt8](data), named: "image data")
    }
}
