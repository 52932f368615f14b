internal import FaceMaskCore
internal import FaceMaskDatasets
internal import Foundation

/// Collects the evaluated pieces of a dataset, in their order, and measures them.
struct EvaluationCollection {
    private let dataset: EvaluationDataset
    private let start = ContinuousClock.now
    /// The number of crops or photos so far.
    private(set) var done = 0
    private var faces: [EvaluatedFace] = []
    private var withoutFace: [EvaluatedPiece.WithoutFace] = []
    private var failures: [FileFailure] = []
    private var scenes: [EvaluatedScene] = []
    private var fingerprints: [PhotoFingerprint] = []

    init(dataset: EvaluationDataset) { self.dataset = dataset }

    mutating func add(_ piece: EvaluatedPiece) {
        done += piece.pictures
        faces += piece.faces.map { face in
            var face = face
            // The faces of a photo are one group until near-copies are known.
            if dataset.kind != .cropSet { face.group = fingerprints.count }
            return face
        }
        if let fingerprint = piece.fingerprint { fingerprints.append(fingerprint) }
        if let missing = piece.withoutFace { withoutFace.append(missing) }
        if let scene = piece.scene { scenes.append(scene) }
        failures += piece.failures
    }

    /// Measures every model.
    ///
    /// - Throws: The first failure when there is no face, `EvaluationError` when nothing can be measured.
    func result(of models: [SampleEvaluator.Model], mistakes: Int) throws -> EvaluationResult {
        if faces.isEmpty, let first = failures.first { throw first.failure }
        let faces = groupedFaces
        let table = FacePredictionTable(faces: faces, models: models)
        let slicings = FaceSlices.slicings(of: faces, kind: dataset.kind)
        let results = try models.indices.map { index in
            EvaluationResult.Model(
                description: .init(models[index]),
                evaluation: try table.evaluation(of: index, slicings: slicings),
                withMissing: WithMissingFaces(try table.predictions(of: index), withoutFace),
                scenes: scenes.isEmpty ? nil : SceneEvaluation(scenes, model: index),
                worst: try table.worst(mistakes, of: index))
        }
        return EvaluationResult(
            dataset: .init(dataset, faces: faces, withoutFace: withoutFace, failures: failures), models: results,
            comparison: results.count > 1 ? try table.comparison : nil, faces: faces,
            seconds: start.duration(to: .now).inMilliseconds / 1000)
    }

    /// The faces with the numbers of their groups of near-copies.
    private var groupedFaces: [EvaluatedFace] {
        guard !fingerprints.isEmpty else { return faces }
        let groups = PhotoGroups.groups(of: fingerprints)
        return faces.map { face in
            var face = face
            face.group = groups[face.group]
            return face
        }
    }
}
