import FaceMaskFormats
import FaceMaskCore
import ArgumentParser
import FaceMaskDatasets
import FaceMaskEvaluation
import FaceMask
import Foundation

/// Receives the pieces of a dataset in order and makes the result of them.
struct EvaluationRun {
    private let dataset: EvaluationDataset
    private let look: SampleEvaluation
    private let start = ContinuousClock.now
    private var progress: ProgressLine
    private var done = 0
    private var faces: [EvaluatedFace] = []
    private var withoutFace: [EvaluatedPiece.WithoutFace] = []
    private var failures: [EvaluatedPiece.UnreadFile] = []
    private var scenes: [EvaluatedScene] = []
    private var fingerprints: [PhotoFingerprint] = []
    private(set) var firstFailure: Failure?

    init(dataset: EvaluationDataset, look: SampleEvaluation, isQuiet: Bool) {
        self.dataset = dataset
        self.look = look
        progress = ProgressLine(title: "Evaluating", total: dataset.pictures, isShown: !isQuiet)
    }

    mutating func receive(_ piece: EvaluatedPiece) {
        done += piece.pictures
        faces += piece.faces.map { face in
            var face = face
            // A photo's faces are one group until near-copies are known.
            if dataset.kind != .cropSet { face.group = fingerprints.count }
            return face
        }
        if let fingerprint = piece.fingerprint { fingerprints.append(fingerprint) }
        if let missing = piece.withoutFace { withoutFace.append(missing) }
        if let scene = piece.scene { scenes.append(scene) }
        failures += piece.failures
        firstFailure = firstFailure ?? piece.firstFailure
        if !piece.failures.isEmpty { progress.clear() }
        for failure in piece.failures { Console.say("facemask: \(printable(failure.reason))") }
        progress.show(done: done)
    }

    /// Measures everything. Throws when nothing can be measured, or the user asked to stop: a result over a part would
    /// be taken for the whole.
    mutating func result(mistakes: Int) throws -> EvaluationResult {
        progress.clear()
        if Interruption.isRequested {
            Console.say("facemask: Interrupted after \(done) of \(dataset.pictures) pictures; nothing is written.")
            Interruption.end()
        }
        if faces.isEmpty, let firstFailure { throw firstFailure.exitCode }
        if !fingerprints.isEmpty {
            let groups = PhotoGroups.groups(of: fingerprints)
            for index in faces.indices { faces[index].group = groups[faces[index].group] }
        }
        let table = FacePredictionTable(faces: faces, models: look.models)
        let slicings = FaceSlices.slicings(of: faces, kind: dataset.kind)
        let models = try look.models.indices.map { index in
            EvaluationResult.Model(
                description: .init(look.models[index]),
                evaluation: try table.evaluation(of: index, slicings: slicings),
                withMissing: WithMissingFaces(try table.predictions(of: index), withoutFace),
                scenes: scenes.isEmpty ? nil : SceneEvaluation(scenes, model: index),
                worst: try table.worst(mistakes, of: index))
        }
        return EvaluationResult(
            dataset: .init(dataset, faces: faces, withoutFace: withoutFace, failures: failures), models: models,
            comparison: models.count > 1 ? try table.comparison : nil, faces: faces,
            seconds: start.duration(to: .now).inMilliseconds / 1000)
    }
}
