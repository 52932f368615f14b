public import FaceMaskCore

/// A picture out of a file: a large one is decoded, but its colours are converted only at the size at which somebody
/// looks at it, and where somebody looks closer.
///
/// Of 12 megapixels that saves a third of the time and, beside the decoder's own memory, four fifths of the rest.
public struct Photo: ~Copyable {
    /// The width of the upright picture in pixels.
    public let width: Int
    /// The height of the upright picture in pixels.
    public let height: Int
    /// The whole upright picture: as it is, or where it is large with a longer side of `overviewSide`, areas averaged.
    public let overview: Image
    /// Nil where the overview is the picture as it is.
    private let decoded: Decoded?
    private let subject: String

    // Not private: in a release build, modules that destroy a photo refer to its metadata.
    struct Decoded: ~Copyable {
        let frame: PictureFrame
        let converter: PixelConverter
    }

    /// The longer side of large pictures' overviews: twice that at which faces are looked for, so that bringing it down
    /// to that size still averages.
    public static let overviewSide = 1280
    /// Pictures that are less than so many times as large as their overview would be are taken as they are.
    private static let leastReduction = 2

    /// Whether a picture may be kept as it is decoded.
    static func isLarge(_ header: PictureHeader, overviewSide: Int) -> Bool {
        max(header.width, header.height) >= leastReduction * overviewSide
    }

    /// A picture that is small enough to be taken as it is.
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

    /// A part of the picture, in its own pixels, that holds `region` with a rim, and the column and row at which it
    /// begins. The region is clipped to the picture and must not be empty then; its pixels are those of `image`, only
    /// the rim's colours may differ a little.
    ///
    /// - Throws: `MediaError` when there is no memory.
    public func part(holding region: Box) throws(MediaError) -> (image: Image, x: Int, y: Int) {
        let inside = region.clipped(toWidth: width, height: height)
        precondition(!inside.isEmpty, "the region lies inside the picture")
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

    /// The whole picture in its own pixels.
    ///
    /// - Throws: `MediaError` when there is no memory.
    public func image() throws(MediaError) -> Image {
        isReduced ? try part(holding: Box(width: width, height: height)).image : overview
    }
}
