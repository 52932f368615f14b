internal import FaceMaskCore
internal import FaceMaskDatasets
internal import FaceMaskMedia
internal import FaceMaskTrainers
internal import Foundation

/// What a face detector learns from and what its training is checked on.
struct DetectorDataset {
    let training: [FaceDataset.Picture]
    let checks: [FaceDataset.Picture]
    /// Tells this dataset from others.
    let hash: String
    private let cache = PictureCache(limit: Self.cachedBytes)

    /// Room for some ten thousand pictures of half a megapixel.
    private static let cachedBytes = 4 << 30

    /// Reads COCO JSON. Without `checks`, a share of the dataset checks the training, as the recipe says.
    init(cocoFile file: URL, checks: URL?, recipe: DetectorRecipe) throws {
        let all = try FaceDataset(cocoFile: file).pictures.filter { picture in
            FileManager.default.isReadableFile(atPath: picture.url.path(percentEncoded: false))
        }
        if let checks {
            training = all
            self.checks = try FaceDataset(cocoFile: checks).pictures
        } else {
            var generator = SeededGenerator(seed: recipe.seed)
            let drawn = all.shuffled(using: &generator)
            let count = max(Int(Double(drawn.count) * recipe.validationFraction), 1)
            (self.checks, training) = (Array(drawn.prefix(count)), Array(drawn.dropFirst(count)))
        }
        guard !training.isEmpty else {
            throw Failure(.badData, "'\(file.relativePath)' names no picture that exists.")
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
