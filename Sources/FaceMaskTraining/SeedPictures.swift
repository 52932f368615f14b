internal import FaceMask
internal import FaceMaskCore
internal import FaceMaskDatasets
internal import FaceMaskDetection
internal import FaceMaskInference
internal import Foundation

/// Reads whole pictures, as the original program did, with the function that detection uses.
struct WholePictures: PictureReading {
    func picture(at url: URL) throws -> (image: Image, face: Box?) { (try Image(contentsOf: url), nil) }
}

/// Reads pictures and finds the largest face of each, to be cut out as detection does: the classifier learns from what it
/// will see.
struct LargestFaces: PictureReading {
    private let detector: FaceDetector

    init(engine: Engine) throws {
        detector = try FaceDetector(
            contentsOf: try ModelLocator.defaultFaceDetector(), engine: engine, compile: .several())
    }

    func picture(at url: URL) async throws -> (image: Image, face: Box?) {
        let image = try Image(contentsOf: url)
        guard let face = try await detector.faces(in: image).max(by: { $0.box.area < $1.box.area }) else {
            throw Failure(.badData, "No face was found in '\(url.path(percentEncoded: false))'.")
        }
        return (image, face.box)
    }
}
