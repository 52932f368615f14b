internal import FaceMaskCore
internal import FaceMaskDrawing
internal import FaceMaskMedia
internal import FaceMaskSynthesis
internal import Foundation

/// Pictures of the six steps from a photo to its result: photo, box, region, landmarks, overlay, result.
struct ExplainedSteps: Sendable {
    let photo: Image
    let face: Face
    let mesh: FaceMesh
    let laid: SynthesizedFace

    /// The margin shown around a face, as a share of its box's sides.
    private static let margin: Float = 0.6
    /// The maximum side of a picture in pixels: more shows no further detail, and photos may be huge.
    private static let longestSide: Float = 1280

    /// Returns the name of the file that is written last.
    static func lastName(_ stem: String) -> String { "\(stem)-6-result.jpg" }

    /// Writes `STEM-1-photo.jpg` to `STEM-6-result.jpg`.
    func write(to folder: String, stem: String, with writer: PictureWriter) throws {
        let whole = Cut(Box(width: photo.width, height: photo.height), of: photo)
        let near = Cut(face.box.expanded(by: Self.margin), of: photo)
        let (left, top) = (Int(near.region.x1), Int(near.region.y1))
        let overlay = laid.overlay(
            left: left, top: top, width: Int(near.region.width), height: Int(near.region.height))
        let points = mesh.points.map { Point(x: $0.x, y: $0.y) }
        // Each picture is written before the next one is drawn.
        func add(_ number: Int, _ name: String, _ picture: Image, _ sketch: FaceSketch? = nil) throws {
            let drawn = try sketch.map { try $0.drawn(on: picture) } ?? picture
            try writer.write(drawn, to: URL(filePath: "\(folder)/\(stem)-\(number)-\(name).jpg"))
        }
        let (small, region) = (whole.picture(from: photo), near.picture(from: photo))
        try add(1, "photo", small)
        try add(2, "box", small, FaceSketch(box: whole.box(face.box)))
        try add(3, "region", region)
        try add(4, "landmarks", region, FaceSketch(points: points.map(near.point)))
        let overlaid = overlay.resized(width: region.width, height: region.height)
        try add(5, "overlay", overlaid, FaceSketch(outline: laid.outline.map(near.point)))
        try add(6, "result", near.picture(from: laid.image))
    }

    /// A part of a photo, reduced if it is large.
    private struct Cut {
        let region: Box
        private let factor: Float

        init(_ wanted: Box, of photo: Image) {
            let part = wanted.clipped(toWidth: photo.width, height: photo.height)
            region =
                part.isEmpty
                ? Box(width: photo.width, height: photo.height)
                : Box(
                    x1: part.x1.rounded(.down), y1: part.y1.rounded(.down), x2: part.x2.rounded(.up),
                    y2: part.y2.rounded(.up))
            factor = min(longestSide / max(region.width, region.height), 1)
        }

        func picture(from photo: Image) -> Image {
            photo.resized(
                from: region, width: max(Int(region.width * factor), 1), height: max(Int(region.height * factor), 1))
        }

        func point(_ point: Point) -> Point {
            Point(x: (point.x - region.x1) * factor, y: (point.y - region.y1) * factor)
        }

        func box(_ box: Box) -> Box {
            let (first, second) = (point(Point(x: box.x1, y: box.y1)), point(Point(x: box.x2, y: box.y2)))
            return Box(x1: first.x, y1: first.y, x2: second.x, y2: second.y)
        }
    }
}
