public import FaceMaskCore
public import FaceMaskMedia
public import Foundation

extension Image {
    /// Writes the picture as JPEG or PNG, which the extension of `url` decides. The file has its name when it is complete.
    ///
    /// Encoding blocks the calling thread.
    ///
    /// - Throws: `MediaError` if the extension is another one or the file can't be written.
    public func write(to url: URL) throws(MediaError) {
        try PictureWriter().write(self, to: url)
    }
}
