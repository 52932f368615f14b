import FaceMaskCore

/// The sizes of the marks for one face, in whole pixels.
struct AnnotationMetrics: Hashable, Sendable {
    /// The typical size at which pictures are viewed, to which larger ones are reduced: the geometric mean of the sides
    /// of a window of 1,400×1,000 pixels. Letters grow by the ratio of the picture's own geometric mean to it.
    static let viewingSide: Float = 1200
    /// The minimum of pixels per em: letters below 11 are hard to read, since DejaVu's x-height falls below 6 pixels.
    static let smallestFont: Float = 11
    /// The range of pixels per em, as seen in the viewing window: a caption over the face of a portrait, and the
    /// smallest text that is still legible over a small face in a crowd.
    static let largestFontSeen: Float = 22
    static let smallestFontSeen: Float = 9
    /// `with mask 98 %` with its sign is ten ems wide: with this share of the box's width per em, the label is as wide
    /// as the box.
    static let fontShareOfBox: Float = 0.1
    /// Slightly heavier than the stem of the label's bold letters (DejaVu Sans Bold: 0.15 em), so that box and label
    /// appear as one object.
    static let lineShareOfFont: Float = 1 / 6
    /// A line of one pixel is invisible on a busy photo.
    static let thinnestLine: Float = 2
    /// The maximum share of a face's shorter side that a line covers.
    static let lineShareOfBox: Float = 0.1

    /// Pixels per em.
    let fontSize: Float
    /// The width of the box's coloured line, which is drawn inside its edges.
    let lineWidth: Float
    /// The width of the dark edges on both sides of the line, which separate it from a background of the same colour.
    let casing: Float
    /// The distance between the label's edge and its content.
    let padding: Float

    /// Computes the sizes for a face whose visible box is `box` in a picture of the given size, in pixels.
    init(box: Box, pictureWidth: Int, pictureHeight: Int) {
        let growth = (Float(pictureWidth) * Float(pictureHeight)).squareRoot() / Self.viewingSide
        let least = max(Self.smallestFont, growth * Self.smallestFontSeen)
        let most = max(least, growth * Self.largestFontSeen)
        let wanted = Self.fontShareOfBox * max(box.width, box.height)
        fontSize = min(max(wanted, least), most).rounded()
        let line = max(Self.thinnestLine, fontSize * Self.lineShareOfFont)
        lineWidth = max(1, min(line, Self.lineShareOfBox * min(box.width, box.height)).rounded())
        casing = max(1, (lineWidth / 3).rounded())
        padding = max(2, (fontSize / 4).rounded())
    }
}
