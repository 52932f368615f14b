internal import FaceMaskCore
internal import FaceMaskDatasets
internal import FaceMaskDetection
internal import FaceMaskEvaluation
internal import FaceMaskInference
internal import FaceMaskMedia
internal import FaceMaskModelFiles
internal import FaceMaskNetworks
internal import FaceMaskTrainers
internal import Foundation

/// A training of a face detector, from its dataset to the files it leaves.
struct DetectorTraining: TrainingStages {
    let recipe: DetectorRecipe
    let data: DetectorDataset
    let folder: TrainingFolder
    let backbone: URL?
    let engine: Engine
    let isResumed: Bool

    private static let modelLicence = "Apache-2.0"
    /// The file that the last epoch was measured with; it stays.
    private static let checkedName = "checked.onnx"
    private static let previewName = "inputs.jpg"
    private static let historyName = "history.csv"
    private static let previewCount = 24
    private static let previewColumns = 6
    private static let previewQuality = 90
    /// Low enough for the whole curve of precision and recall.
    private static let minimumScore: Float = 0.02
    /// Looser than detection's limit (`FaceDetector.Options`): the one that every training was measured with, since
    /// averages of precision are comparable only at the same limit.
    private static let overlapLimit: Float = 0.45

    func prepare(_ report: @escaping TrainingUpdate.Receiver) throws -> DetectorTrainer {
        let trainer = try DetectorTrainer(
            recipe: recipe, scenes: data.scenes, hash: data.hash, checkpoints: folder.checkpoint, backbone: backbone,
            compress: JPEGCompression.roundTrip)
        if !isResumed { try writePreview(of: trainer) }
        report(.note("\(data.training.count) pictures for training, \(data.checks.count) for validation."))
        return trainer
    }

    /// Draws the first inputs with their faces, for people to look at.
    private func writePreview(of trainer: DetectorTrainer) throws {
        let inputs = try trainer.firstInputs(Self.previewCount).map { input in
            var image = input.image
            for face in input.faces { image.outline(face) }
            return image
        }
        let preview = Image(tiling: inputs, columns: Self.previewColumns)
        try folder.write(preview, as: Self.previewName, jpegQuality: Self.previewQuality)
    }

    func train(
        on trainer: DetectorTrainer, _ report: @escaping TrainingUpdate.Receiver
    ) async throws -> (detector: TrainedDetector, history: DetectorHistory) {
        try await trainer.train(isResumed: isResumed, check: check) { progress in
            report(TrainingUpdate(progress, epochs: recipe.epochs))
        }
    }

    /// Measures the average precision of the file, so that what is checked is what users get.
    private func check(
        _ detector: TrainedDetector, _ history: DetectorHistory
    ) async throws -> DetectorHistory.Check {
        try folder.write(history.csv, as: Self.historyName)
        let pictures = try await detections(by: detector, history)
        return DetectorHistory.Check(
            strict: SceneAveragePrecision(of: pictures, matching: .overlap).averagePrecision,
            loose: SceneAveragePrecision(of: pictures, matching: .insideHead).averagePrecision)
    }

    func calibrate(
        _ trained: (detector: TrainedDetector, history: DetectorHistory), on trainer: DetectorTrainer,
        _ report: @escaping TrainingUpdate.Receiver
    ) async throws -> FinishedModel<DetectorTrainingResult> {
        let (detector, history) = trained
        let calibration = try await calibration(of: detector, history, report)
        let scaled = detector.scaled(slope: Float(calibration.slope), offset: Float(calibration.offset))
        return FinishedModel(
            bytes: try serialized(scaled, history, calibration),
            result: DetectorTrainingResult(
                model: folder.url.appending(path: TrainingFolder.modelName), history: history)
        ) { folder in
            try folder.write(history.csv, as: Self.historyName)
        }
    }

    /// Fits what makes scores probabilities of a face. Nothing changes where the checks are too few to tell.
    private func calibration(
        of detector: TrainedDetector, _ history: DetectorHistory, _ report: @escaping TrainingUpdate.Receiver
    ) async throws -> ScoreCalibration {
        let judged = SceneAveragePrecision.judged(try await detections(by: detector, history), matching: .insideHead)
        do {
            return try ScoreCalibration(fitting: judged)
        } catch {
            report(.note("The scores are not calibrated. \(error)"))
            return ScoreCalibration()
        }
    }

    /// The pictures that check the training, with what the detector's file finds in them.
    private func detections(
        by detector: TrainedDetector, _ history: DetectorHistory
    ) async throws -> [SceneAveragePrecision.Picture] {
        try folder.write(try serialized(detector, history), as: Self.checkedName)
        var workingSize = WorkingSize()
        // Scores that are not calibrated yet must not decide how closely is looked.
        workingSize.allowsQuickPass = false
        let finder = try FaceDetector(
            contentsOf: folder.url.appending(path: Self.checkedName), engine: engine,
            options: FaceDetector.Options(
                minimumScore: Self.minimumScore, overlapLimit: Self.overlapLimit, workingSize: workingSize))
        var pictures: [SceneAveragePrecision.Picture] = []
        for picture in data.checks {
            try Task.checkCancellation()
            let faces = try await finder.faces(in: try PictureReader().read(picture.url))
            pictures.append(
                SceneAveragePrecision.Picture(
                    truths: picture.faces.map { SceneAveragePrecision.Truth(box: $0.box, isWanted: !$0.isIgnored) },
                    detections: faces.map { SceneAveragePrecision.Detection(box: $0.box, score: $0.score) }))
        }
        return pictures
    }

    private func serialized(
        _ detector: TrainedDetector, _ history: DetectorHistory, _ calibration: ScoreCalibration = ScoreCalibration()
    ) throws -> [UInt8] {
        let best = history.best
        return try detector.serialized(
            manifest: DetectorManifest(
                name: "facemask-detector",
                architecture: "YuNet with residual blocks, strides 8, 16, 32, \(detector.parameterCount) parameters",
                preprocessing: DetectorTrainer.preprocessing,
                training: ModelManifest.Training(
                    recipe: "face-detector", dataHash: data.hash, pictures: data.training.count,
                    epochs: best?.epoch ?? 0, seed: recipe.seed, backbone: backboneOrigin ?? "none"),
                metrics: [
                    "average_precision": best?.check.strict ?? 0,
                    "average_precision_inside_head": best?.check.loose ?? 0,
                    "score_slope": calibration.slope, "score_offset": calibration.offset,
                ],
                licence: Self.modelLicence))
    }

    /// Where the first weights come from, as their file says: their licence may demand that they are named. A resumed
    /// training no longer needs that file: then its name has to do.
    private var backboneOrigin: String? {
        guard let backbone else { return nil }
        return (try? SafetensorsFile(contentsOf: backbone))?.metadata["source"] ?? backbone.lastPathComponent
    }
}
