public import FaceMaskCore
public import Foundation

/// Reads still pictures: JPEG, PNG, WebP, BMP, TIFF, and the first picture of a GIF or an animated PNG.
///
/// A file's content decides what it is, not its name. The result stands upright, whatever orientation the file's EXIF
/// block or TIFF directory states; transparency is laid over white; 16-bit colours become 8-bit ones. Colour profiles
/// are not applied. A picture that is truncated or damaged is refused rather than painted with holes, as far as its decoder
/// notices: changed bytes in a JPEG may not show in its codes, and it has no checksum.
///
/// One reader may be used from several threads at once; each call works on its caller's thread only.
public struct PictureReader: Sendable {
    /// The pixel limit unless told otherwise: the largest phone camera takes 16,320 × 12,240 pixels, just below it, and
    /// reading such a JPEG takes 1 GB for a moment.
    public static let defaultMaximumPixels = 200_000_000

    /// The extensions of the formats that are read, in lower case, for choosing files in a folder.
    public static let fileExtensions: Set<String> = [
        "jpg", "jpeg", "jpe", "jfif", "png", "apng", "webp", "bmp", "dib", "tif", "tiff", "gif",
    ]

    /// The most pixels a picture may have; one with more is refused before memory for its pixels is taken.
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

    /// Decodes the picture in the file at `url`; of a large one, colours are converted later and where they are needed.
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

    /// Decodes the picture in the file at `url` as `read` does, without converting its colours, and throws it away: says
    /// whether it is whole, in the least time in which that can be known.
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

    /// The width and height of the upright picture in the file at `url`, from its header alone.
    ///
    /// The pixels are neither decoded nor checked, and the pixel limit is not applied.
    ///
    /// - Throws: `MediaError`.
    public func size(of url: URL) throws(MediaError) -> (width: Int, height: Int) {
        do throws(Fault) {
            let file = try PictureFile(url)
            let format = try format(of: file)
            let beginning = try file.bytes(limit: Self.usualHeaderLength)
            do throws(Fault) {
                return try PictureHeader(of: beginning.reader, format: format).uprightSize
            } catch {
                guard error.code == .truncated, file.byteCount > Self.usualHeaderLength else { throw error }
            }
            let whole = try file.bytes(limit: largestFile(for: file))
            return try PictureHeader(of: whole.reader, format: format).uprightSize
        } catch {
            throw error.about(url.subject)
        }
    }

    /// One EXIF block with its thumbnail fits a JPEG segment, which is 64 KiB at most; the frame's size follows.
    private static let usualHeaderLength = 96 * 1024

    private func format(of file: borrowing PictureFile) throws(Fault) -> PictureFormat {
        let beginning = try file.bytes(limit: PictureFormat.signatureLength)
        return try PictureFormat(of: beginning.reader)
    }

    /// No format needs more than eight bytes for a pixel; what surrounds the pixels gets 64 MiB.
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

    /// The upright picture, where it isn't so large that `Photo` would keep it as it is decoded: then FFmpeg decodes it
    /// here, too, so that parts and whole agree.
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
    /// What errors call the file: its path, or the whole address when it is not a file.
    var subject: String { isFileURL ? path(percentEncoded: false) : absoluteString }
}
