#if Training
import Datasets
import FaceMask
import Foundation
import Training

/// What a face detector learns from and is checked on.
struct DetectorData {
    let training: [FaceDataset.Picture]
    let checks: [FaceDataset.Picture]
    let hash: String
    private let cache = PictureCache(limit: Self.cachedBytes)

    /// Room for some ten thousand pictures of half a megapixel.
    private static let cachedBytes = 4 << 30

    init(dataset: String, checks: String?, recipe: DetectorRecipe) throws {
        let file = URL(filePath: dataset)
        let all = try FaceDataset(cocoFile: file).pictures.filter { picture in
            FileManager.default.isReadableFile(atPath: picture.url.path(percentEncoded: false))
        }
        if let checks {
            training = all
            self.checks = try FaceDataset(cocoFile: URL(filePath: checks)).pictures
        } else {
            var generator = SeededGenerator(seed: recipe.seed)
            let drawn = all.shuffled(using: &generator)
            let count = max(Int(Double(drawn.count) * recipe.validationFraction), 1)
            (self.checks, training) = (Array(drawn.prefix(count)), Array(drawn.dropFirst(count)))
        }
        guard !training.isEmpty else {
            throw CommandFailure(sentence: "'\(dataset)' names no picture that is there.", exitCode: .badData)
        }
        hash = SHA256.hexadecimal(of: try Data(contentsOf: file))
    }

    var scenes: [TrainingScene] {
        let origins = Origins.origins(of: training.map(\.relativePath), source: "all", by: .name)
        return zip(training, origins).map { picture, origin in
            let faces = picture.faces.map {
                SceneFace(box: $0.box, landmarks: $0.landmarks, state: $0.state, isIgnored: $0.isIgnored)
            }
            let (url, cache) = (picture.url, cache)
            return TrainingScene(faces: faces, origin: origin) { try cache.picture(at: url) }
        }
    }
}
#endif
