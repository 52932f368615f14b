import FaceMaskCore

/// The sizes of what is drawn for one face, in whole pixels.
struct AnnotationMetrics: Hashable, Sendable {
    /// Pictures larger than this are shrunk to about it for viewing: the geometric mean of a window of
    /// 1,400×1,000 pixels. The geometric mean of a picture's own sides over it is how much a letter must grow.
    static let viewingSide: Float = 1200
    /// Letters below 11 pixels per em are hard to read: DejaVu's x-height falls below 6 pixels.
    static let smallestFont: Float = 11
    /// Pixels per em, as seen in the viewing window: a caption over the face of a portrait, and the least that can
    /// still be made out over a small face in a crowd.
    static let largestFontSeen: Float = 22
    static let smallestFontSeen: Float = 9
    /// `with mask 98 %` with its sign is ten ems wide: letters of this share of a box make a label as wide as the box.
    static let fontShareOfBox: Float = 0.1
    /// A little heavier than the stem of the label's bold letters (DejaVu Sans Bold: 0.15 em), so that box and label
    /// appear as one thing.
    static let lineShareOfFont: Float = 1 / 6
    /// One pixel vanishes on a busy photo.
    static let thinnestLine: Float = 2
    /// Lines never take more of a small face than this share of its shorter side.
    static let lineShareOfBox: Float = 0.1

    /// Pixels per em.
    let fontSize: Float
    /// The coloured line of the box, drawn inside its edges.
    let lineWidth: Float
    /// The dark edge on both sides of the line, which sets it off from a background of its own colour.
    let casing: Float
    /// Between the label's edge and what it shows.
    let padding: Float

    /// Sizes for a face whose visible box is `box` in a picture of the given size.
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
