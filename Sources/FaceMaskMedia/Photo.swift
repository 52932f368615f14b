public import FaceMaskCore

/// A picture from a file. The colours of a large one are converted only at the resolution that is needed: a reduced
/// overview, and full-resolution parts on request.
///
/// For 12 megapixels this saves a third of the time and, apart from the decoder's own memory, four fifths of the
/// memory.
public struct Photo: ~Copyable {
    /// The width of the upright picture in pixels.
    public let width: Int
    /// The height of the upright picture in pixels.
    public let height: Int
    /// The whole upright picture: unchanged or, if it is large, averaged to a longer side of `overviewSide`.
    public let overview: Image
    /// `nil` if the overview is the unchanged picture.
    private let decoded: Decoded?
    private let subject: String

    // Not private: in a release build, modules that destroy a photo refer to its metadata.
    struct Decoded: ~Copyable {
        let frame: PictureFrame
        let converter: PixelConverter
    }

    /// The longer side of the overviews of large pictures: twice that at which faces are detected, so that the
    /// reduction to that size still averages.
    public static let overviewSide = 1280
    /// Pictures that are less than this many times as large as their overview are kept unchanged.
    private static let minimumReduction = 2

    /// Returns whether a picture is large enough to be kept in its decoded form.
    static func isLarge(_ header: PictureHeader, overviewSide: Int) -> Bool {
        max(header.width, header.height) >= minimumReduction * overviewSide
    }

    /// Creates a photo from a picture that is small enough to be kept unchanged.
    init(_ image: Image, subject: String) {
        (width, height, overview) = (image.width, image.height, image)
        decoded = nil
        self.subject = subject
    }

    init(
        _ frame: consuming PictureFrame, header: PictureHeader, overviewSide: Int, subject: String
    ) throws(Fault) {
        (width, height) = header.uprightSize
        self.subject = subject
        let layout = try PixelLayout(of: frame.frame, ignoresAlpha: header.ignoresAlpha)
        let converter = PixelConverter(layout, header.orientation)
        guard Self.isLarge(header, overviewSide: overviewSide), converter.canConvertParts else {
            overview = try PixelConverter.image(from: frame, header: header)
            decoded = nil
            return
        }
        overview = try converter.overview(of: frame, side: overviewSide)
        decoded = Decoded(frame: frame, converter: converter)
    }

    /// Whether the overview is smaller than the picture.
    public var isReduced: Bool {
        switch decoded {
        case .some: true
        case .none: false
        }
    }

    /// Returns a part of the picture at full resolution that contains `region` with a margin, and the column and row of
    /// its top left corner. The region is clipped to the picture, after which it must not be empty. Its pixels are
    /// those of `image`; only the colours in the margin may differ slightly.
    ///
    /// - Throws: `MediaError` if there isn't enough memory.
    public func part(holding region: Box) throws(MediaError) -> (image: Image, x: Int, y: Int) {
        let inside = region.clipped(toWidth: width, height: height)
        precondition(!inside.isEmpty, "the region overlaps the picture")
        switch decoded {
        case .none: return (overview, 0, 0)
        case .some(let decoded):
            do throws(Fault) {
                return try decoded.converter.part(
                    of: decoded.frame, columns: Int(inside.x1)..<Int(inside.x2.rounded(.up)),
                    rows: Int(inside.y1)..<Int(inside.y2.rounded(.up)))
            } catch {
                throw error.about(subject)
            }
        }
    }

    /// Returns the whole picture at full resolution.
    ///
    /// - Throws: `MediaError` if there isn't enough memory.
    public func image() throws(MediaError) -> Image {
        isReduced ? try part(holding: Box(width: width, height: height)).image : overview
    }
}
