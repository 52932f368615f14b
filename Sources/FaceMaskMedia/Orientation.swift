/// The rotation and reflection that turns a stored picture upright; the raw values are those of EXIF tag 0x0112.
enum Orientation: Int, CaseIterable {
    case upright = 1
    case mirrored = 2
    case upsideDown = 3
    case flipped = 4
    case transposed = 5
    case turnedRight = 6
    case transversed = 7
    case turnedLeft = 8

    /// Reads the tag from an EXIF block; `nil` if the block doesn't contain a valid one. A damaged block is no reason
    /// to refuse the picture.
    init?(exif: ByteReader) {
        guard let values = try? TIFFDirectory(of: exif).values(of: TIFFDirectory.Tag.orientation),
            let first = values.first
        else { return nil }
        self.init(rawValue: first)
    }

    var swapsSides: Bool { rawValue >= Orientation.transposed.rawValue }

    /// Whether the last stored row comes first, as a row or as a column.
    var reversesRows: Bool { [.upsideDown, .flipped, .turnedRight, .transversed].contains(self) }

    /// Whether the last stored column comes first, as a column or as a row.
    var reversesColumns: Bool { [.mirrored, .upsideDown, .transversed, .turnedLeft].contains(self) }

    /// The traversal of stored pixels in the order of the upright picture.
    struct Walk {
        /// The stored position of the upright picture's top left pixel.
        let start: Int
        /// The distance from one upright column to the next.
        let columnStep: Int
        /// The distance from one upright row to the next.
        let rowStep: Int
    }

    /// Returns the traversal of `width` × `height` stored pixels that are `pixelStride` and `rowStride` bytes apart.
    func walk(width: Int, height: Int, pixelStride: Int, rowStride: Int) -> Walk {
        let right = (width - 1) * pixelStride
        let bottom = (height - 1) * rowStride
        return switch self {
        case .upright: Walk(start: 0, columnStep: pixelStride, rowStep: rowStride)
        case .mirrored: Walk(start: right, columnStep: -pixelStride, rowStep: rowStride)
        case .upsideDown: Walk(start: right + bottom, columnStep: -pixelStride, rowStep: -rowStride)
        case .flipped: Walk(start: bottom, columnStep: pixelStride, rowStep: -rowStride)
        case .transposed: Walk(start: 0, columnStep: rowStride, rowStep: pixelStride)
        case .turnedRight: Walk(start: bottom, columnStep: -rowStride, rowStep: pixelStride)
        case .transversed: Walk(start: right + bottom, columnStep: -rowStride, rowStep: -pixelStride)
        case .turnedLeft: Walk(start: right, columnStep: rowStride, rowStep: -pixelStride)
        }
    }
}
