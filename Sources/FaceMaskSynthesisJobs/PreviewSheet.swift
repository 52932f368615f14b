internal import FaceMask
internal import FaceMaskCore
internal import Foundation

/// A sheet with faces of many pictures.
struct PreviewSheet {
    let image: Image

    private static let limit = 96
    private static let columns = 12
    private static let side = 128
    /// The margin shown around a face, as a share of its size.
    private static let margin: Float = 0.45

    /// Shows faces at regular intervals over all records; `nil` if there are none.
    init?(_ records: [SynthesisRecord], in folder: String) throws {
        let faces = records.flatMap { record in
            record.faces.filter { $0.recipe != nil }.map { (file: record.file ?? "", box: $0.box) }
        }
        guard !faces.isEmpty else { return nil }
        let count = min(faces.count, Self.limit)
        let tiles = try (0..<count).map { index -> Image in
            let face = faces[index * faces.count / count]
            let picture = try Image(contentsOf: URL(filePath: "\(folder)/\(face.file)"))
            let box = Box(x1: face.box[0], y1: face.box[1], x2: face.box[2], y2: face.box[3])
            return Self.tile(of: box, in: picture)
        }
        image = Image(tiling: tiles, columns: min(Self.columns, count))
    }

    /// Returns a square with the face in its centre; the area outside the picture is grey.
    private static func tile(of box: Box, in picture: Image) -> Image {
        let reach = max(box.width, box.height) * (0.5 + margin)
        let around = Box(
            x1: box.center.x - reach, y1: box.center.y - reach, x2: box.center.x + reach, y2: box.center.y + reach)
        let part = around.clipped(toWidth: picture.width, height: picture.height)
        var tile = Image(width: side, height: side, filledWith: (90, 90, 90))
        guard !part.isEmpty else { return tile }
        let factor = Float(side) / (2 * reach)
        let (left, top) = (Int((part.x1 - around.x1) * factor), Int((part.y1 - around.y1) * factor))
        let small = picture.resized(
            from: part, width: min(max(Int(part.width * factor), 1), side - left),
            height: min(max(Int(part.height * factor), 1), side - top))
        for y in 0..<small.height { for x in 0..<small.width { tile[left + x, top + y] = small[x, y] } }
        return tile
    }
}
