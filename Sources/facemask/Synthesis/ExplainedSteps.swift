import Drawing
import FaceMask
import Foundation
import Media
import Synthesis

/// The six steps from a photo to its result, as the original project's explanation shows them.
struct ExplainedSteps: Sendable {
    let photo: Image
    let face: Face
    let mesh: FaceMesh
    let laid: SynthesizedFace

    /// The region around a face's box, in its sides.
    private static let margin: Float = 0.6

    /// The name of the file that is written last.
    static func lastName(_ stem: String) -> String { "\(stem)-6-result.jpg" }

    /// Writes `STEM-1-photo.jpg` to `STEM-6-result.jpg`.
    func write(to folder: String, stem: String, with writer: PictureWriter) throws {
        let region = face.box.expanded(by: Self.margin).clipped(toWidth: photo.width, height: photo.height)
        func cut(_ image: Image) -> Image {
            region.isEmpty
                ? image
                : image.resized(from: region, width: max(Int(region.width), 1), height: max(Int(region.height), 1))
        }
        let points = mesh.points.map { Point(x: $0.x, y: $0.y) }
        let steps: [(String, Image)] = [
            ("photo", photo), ("box", try FaceSketch(box: face.box).drawn(on: photo)), ("region", cut(photo)),
            ("landmarks", cut(try FaceSketch(points: points).drawn(on: photo))),
            ("overlay", cut(try FaceSketch(outline: laid.outline).drawn(on: laid.overlay))),
            ("result", cut(laid.image)),
        ]
        for (index, step) in steps.enumerated() {
            try writer.write(step.1, to: URL(filePath: "\(folder)/\(stem)-\(index + 1)-\(step.0).jpg"))
        }
    }
}
