public import FaceMaskCore
public import Foundation

/// Writes pictures as JPEG or PNG files, whole or not at all.
///
/// One writer may be used from several threads at once.
public struct PictureWriter: Sendable {
    /// The extensions that are written, in lower case.
    public static let fileExtensions: Set<String> = ["jpg", "jpeg", "png"]

    /// The quality of JPEG files, 1…100, on the scale of the Independent JPEG Group's library.
    public let jpegQuality: Int

    /// Creates a writer. A `jpegQuality` outside 1…100 becomes the nearer end; at 92 a photo's loss can't be seen.
    public init(jpegQuality: Int = 92) {
        self.jpegQuality = min(max(jpegQuality, 1), 100)
    }

    /// Writes `image` to the file at `url`, whose extension names the format; an older file of that name is replaced.
    ///
    /// - Throws: `MediaError`; an older file is then as it was.
    public func write(_ image: Image, to url: URL) throws(MediaError) {
        do throws(Fault) {
            let encoded = try encoder(for: url.pathExtension).encode(image)
            try AtomicFile.write(encoded.bytes, toFile: url)
        } catch {
            throw error.about(url.subject)
        }
    }

    /// The bytes that `write` would put into a file with this extension, for pictures inside of other documents.
    ///
    /// - Throws: `MediaError`; `name` is what it calls the picture.
    public func bytes(of image: Image, fileExtension: String, named name: String) throws(MediaError) -> [UInt8] {
        do throws(Fault) {
            let encoded = try encoder(for: fileExtension).encode(image)
            return Array(encoded.bytes)
        } catch {
            throw error.about(name)
        }
    }

    private func encoder(for fileExtension: String) throws(Fault) -> PictureEncoder {
        try PictureEncoder(fileExtension: fileExtension.lowercased(), jpegQuality: jpegQuality)
    }
}
