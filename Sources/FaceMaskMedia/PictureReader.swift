public import FaceMaskCore
public import Foundation

/// Reads still pictures: JPEG, PNG, WebP, BMP, TIFF, and the first picture of a GIF or an animated PNG.
///
/// A file's content determines its format, not its name. The result is upright, by the orientation in the file's EXIF
/// block or TIFF directory; transparency is composited on white; 16-bit colours are reduced to 8 bits. Colour profiles
/// are not applied. A truncated or damaged picture is refused rather than decoded in part, as far as its decoder
/// notices: a JPEG has no checksum, so changed bytes may go unnoticed.
///
/// A reader may be used from several threads at once; each call works only on the calling thread.
public struct PictureReader: Sendable {
    /// The default pixel limit: the largest phone camera takes 16,320 × 12,240 pixels, just below it, and reading such
    /// a JPEG briefly takes 1 GB.
    public static let defaultMaximumPixels = 200_000_000

    /// The extensions of the supported formats, in lower case, for choosing files in a folder.
    public static let fileExtensions: Set<String> = [
        "jpg", "jpeg", "jpe", "jfif", "png", "apng", "webp", "bmp", "dib", "tif", "tiff", "gif",
    ]

    /// The maximum number of pixels; a picture with more is refused before its pixels are allocated.
    public let maximumPixels: Int

    /// Creates a reader that refuses pictures of more than `maximumPixels`.
    public init(maximumPixels: Int = PictureReader.defaultMaximumPixels) {
        self.maximumPixels = maximumPixels
    }

    /// Reads the picture in the file at `url`.
    ///
    /// - Throws: `MediaError`.
    public func read(_ url: URL) throws(MediaError) -> Image {
        try read(url, overviewSide: Photo.overviewSide)
    }

    func read(_ url: URL, overviewSide: Int) throws(MediaError) -> Image {
        do throws(Fault) {
            let file = try PictureFile(url)
            let format = try format(of: file)
            return try decode(try file.bytes(limit: largestFile(for: file)), format, overviewSide: overviewSide)
        } catch {
            throw error.about(url.subject)
        }
    }

    /// Decodes the picture in the file at `url`; the colours of a large one are converted only where they are needed.
    ///
    /// - Throws: `MediaError`, as `read` does.
    public func photo(_ url: URL) throws(MediaError) -> Photo {
        try photo(url, overviewSide: Photo.overviewSide)
    }

    func photo(_ url: URL, overviewSide: Int) throws(MediaError) -> Photo {
        do throws(Fault) {
            let file = try PictureFile(url)
            let format = try format(of: file)
            let bytes = try file.bytes(limit: largestFile(for: file))
            let header = try checkedHeader(of: bytes, format)
            if let image = Self.decodedAtOnce(bytes, format, header, overviewSide: overviewSide) {
                return Photo(image, subject: url.subject)
            }
            return try Photo(
                try decoded(bytes, format, header), header: header, overviewSide: overviewSide, subject: url.subject)
        } catch {
            throw error.about(url.subject)
        }
    }

    /// Reads the picture in `bytes`; errors call it `name`.
    ///
    /// - Throws: `MediaError`.
    public func read(_ bytes: [UInt8], named name: String) throws(MediaError) -> Image {
        do throws(Fault) {
            let bytes = try PictureBytes(bytes)
            let format = try PictureFormat(of: bytes.reader)
            return try decode(bytes, format, overviewSide: Photo.overviewSide)
        } catch {
            throw error.about(name)
        }
    }

    /// Decodes the picture in the file at `url` like `read`, but discards the pixels without converting their colours:
    /// the fastest way to check that it is intact.
    ///
    /// - Throws: `MediaError`, as `read` does.
    public func check(_ url: URL) throws(MediaError) {
        do throws(Fault) {
            let file = try PictureFile(url)
            let format = try format(of: file)
            let bytes = try file.bytes(limit: largestFile(for: file))
            let header = try checkedHeader(of: bytes, format)
            _ = try decoded(bytes, format, header)
        } catch {
            throw error.about(url.subject)
        }
    }

    /// Returns the width and height of the upright picture in the file at `url`, read from its header alone.
    ///
    /// The pixels are neither decoded nor checked, and the pixel limit is not applied.
    ///
    /// - Throws: `MediaError`.
    public func size(of url: URL) throws(MediaError) -> (width: Int, height: Int) {
        do throws(Fault) {
            let file = try PictureFile(url)
            let format = try format(of: file)
            let beginning = try file.bytes(limit: Self.defaultHeaderLength)
            do throws(Fault) {
                return try PictureHeader(of: beginning.reader, format: format).uprightSize
            } catch {
                guard error.code == .truncated, file.byteCount > Self.defaultHeaderLength else { throw error }
            }
            let whole = try file.bytes(limit: largestFile(for: file))
            return try PictureHeader(of: whole.reader, format: format).uprightSize
        } catch {
            throw error.about(url.subject)
        }
    }

    /// Large enough for an EXIF block with its thumbnail, which is a segment of at most 64 KiB, and the frame's size
    /// after it.
    private static let defaultHeaderLength = 96 * 1024

    private func format(of file: borrowing PictureFile) throws(Fault) -> PictureFormat {
        let beginning = try file.bytes(limit: PictureFormat.signatureLength)
        return try PictureFormat(of: beginning.reader)
    }

    /// No format takes more than eight bytes per pixel; 64 MiB are allowed for metadata.
    private func largestFile(for file: borrowing PictureFile) throws(Fault) -> Int {
        let (pixels, overflows) = maximumPixels.multipliedReportingOverflow(by: 8)
        guard overflows || file.byteCount - (64 << 20) <= pixels else { throw PictureFile.tooManyBytes(file.byteCount) }
        return file.byteCount
    }

    private func decode(
        _ bytes: consuming PictureBytes, _ format: PictureFormat, overviewSide: Int
    ) throws(Fault) -> Image {
        let header = try checkedHeader(of: bytes, format)
        if let image = Self.decodedAtOnce(bytes, format, header, overviewSide: overviewSide) { return image }
        return try PixelConverter.image(from: decoded(bytes, format, header), header: header)
    }

    private func checkedHeader(of bytes: borrowing PictureBytes, _ format: PictureFormat) throws(Fault) -> PictureHeader
    {
        let header = try PictureHeader(of: bytes.reader, format: format)
        try header.check(maximumPixels: maximumPixels)
        try header.checkEnd(of: bytes.reader, format: format)
        return header
    }

    /// Returns the upright picture unless it is so large that `Photo` keeps it in its decoded form: FFmpeg then decodes
    /// it here too, so that parts and whole agree.
    private static func decodedAtOnce(
        _ bytes: borrowing PictureBytes, _ format: PictureFormat, _ header: PictureHeader, overviewSide: Int
    ) -> Image? {
        guard format == .jpeg, !Photo.isLarge(header, overviewSide: overviewSide) else { return nil }
        return JPEGDecoder.image(bytes, header: header)
    }

    private func decoded(
        _ bytes: consuming PictureBytes, _ format: PictureFormat, _ header: PictureHeader
    ) throws(Fault) -> PictureFrame {
        var bytes = bytes
        if format == .png { try bytes.keepPixelChunksOfPNG() }
        return try PictureDecoder.decode(bytes, format: format, header: header)
    }
}

extension URL {
    /// The file's name in errors: its path, or the whole address if it isn't a file.
    var subject: String { isFileURL ? path(percentEncoded: false) : absoluteString }
}
