public import FaceMaskCore

/// Makes faces unrecognisable: a few coarse spots of colour remain of each.
public struct FaceHider: Sendable {
    /// Spots along the shorter side of a face. Below 8 × 8 pixels neither people nor networks tell one person from
    /// another (Zou and Yuen, Very Low Resolution Face Recognition, 2012, begin at 16 × 16).
    static let spots = 5
    /// How much of its width and height a box grows on every side: ears, hair and chin tell people apart, too, and a
    /// predicted box is off by some pixels.
    static let margin: Float = 0.2

    /// Creates a hider.
    public init() {}

    /// Returns `image` with every box, in its pixels, blurred. Boxes outside the picture change nothing; a box that is
    /// not finite hides the whole picture, because it doesn't say where its face is.
    public func hiding(_ boxes: [Box], in image: Image) -> Image {
        var result = image
        for part in boxes.compactMap({ Self.part(of: image, around: $0) }) {
            result.paste(Self.blurred(part, of: image), x: Int(part.x1), y: Int(part.y1))
        }
        return result
    }

    /// Whole pixels of the picture; `nil` outside it.
    private static func part(of image: Image, around box: Box) -> Box? {
        let whole = Box(width: image.width, height: image.height)
        guard [box.x1, box.y1, box.x2, box.y2].allSatisfy(\.isFinite) else { return whole }
        let part = box.expanded(by: margin).clipped(toWidth: image.width, height: image.height)
        return part.isEmpty ? nil : part.onWholePixels.intersection(with: whole)
    }

    private static func blurred(_ part: Box, of image: Image) -> Image {
        let step = max(min(part.width, part.height) / Float(spots), 1)
        let coarse = image.resized(
            from: part, width: max(Int(part.width / step), 1), height: max(Int(part.height / step), 1))
        return coarse.resized(width: Int(part.width), height: Int(part.height))
    }
}
