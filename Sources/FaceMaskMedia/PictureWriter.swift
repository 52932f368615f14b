public import FaceMaskCore
public import Foundation

/// Writes pictures as JPEG or PNG files, completely or not at all.
///
/// A writer may be used from several threads at once.
public struct PictureWriter: Sendable {
    /// The supported extensions, in lower case.
    public static let fileExtensions: Set<String> = ["jpg", "jpeg", "png"]

    /// The quality of JPEG files, 1…100, on the scale of the Independent JPEG Group's library.
    public let jpegQuality: Int

    /// Creates a writer. A `jpegQuality` outside 1…100 is clamped; at 92 the loss in a photo isn't visible.
    public init(jpegQuality: Int = 92) {
        self.jpegQuality = min(max(jpegQuality, 1), 100)
    }

    /// Writes `image` to the file at `url`, whose extension determines the format; an older file of that name is
    /// replaced.
    ///
    /// - Throws: `MediaError`; an older file is then unchanged.
    public func write(_ image: Image, to url: URL) throws(MediaError) {
        do throws(Fault) {
            let encoded = try encoder(for: url.pathExtension).encode(image)
            try AtomicFile.write(encoded.bytes, toFile: url)
        } catch {
            throw error.about(url.subject)
        }
    }

    /// Returns the bytes that `write` would write to a file with this extension, for pictures embedded in other
    /// documents.
    ///
    /// - Throws: `MediaError`, which calls the picture `name`.
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
