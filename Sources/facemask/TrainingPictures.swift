#if Training
import Datasets
import Detection
import FaceMask
import Foundation
import Inference

/// Reads whole pictures, as the original did, by the function that detection reads them with.
struct WholePictures: PictureReading {
    func image(at url: URL) throws -> Image { try Image(contentsOf: url) }
}

/// Reads the largest face of each picture, cut out as detection cuts it out: the classifier then learns from what
/// it will see.
struct LargestFaces: PictureReading {
    private let detector: CenterFaceDetector

    init(engine: Engine) throws {
        detector = try CenterFaceDetector(
            contentsOf: try ModelLocator.centerFace(), engine: engine,
            compile: CompileOptions(hint: .throughput, cacheFolder: CompileOptions.userCacheFolder))
    }

    func image(at url: URL) async throws -> Image {
        let image = try Image(contentsOf: url)
        guard let face = try await detector.faces(in: image).max(by: { $0.box.area < $1.box.area }) else {
            throw CommandFailure(
                sentence: "No face was found in '\(url.path(percentEncoded: false))'.", exitCode: .badData)
        }
        let box = face.box.clipped(toWidth: image.width, height: image.height)
        return image.resized(
            from: box, width: max(Int(box.width.rounded()), 1), height: max(Int(box.height.rounded()), 1))
    }
}
#endif
