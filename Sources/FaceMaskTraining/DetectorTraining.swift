internal import FaceMaskCore
internal import FaceMaskDatasets
internal import FaceMaskDetection
internal import FaceMaskEvaluation
internal import FaceMaskInference
internal import FaceMaskMedia
internal import FaceMaskModelFiles
internal import FaceMaskNetworks
package import FaceMaskTrainers
package import Foundation

/// Trains a face detector on scenes in which every face has a box.
package struct DetectorTrainingJob: Sendable {
    /// COCO JSON.
    let dataset: URL
    /// Scenes that check the training, as COCO JSON; a share of the dataset when `nil`.
    let checks: URL?
    let output: URL
    let recipe: DetectorRecipe
    /// The `best.safetensors` of an earlier training, to start from; random weights when `nil`.
    let backbone: URL?
    let resumes: Bool

    package init(
        dataset: URL, checks: URL? = nil, output: URL, recipe: DetectorRecipe = DetectorRecipe(), backbone: URL? = nil,
        resumes: Bool = false
    ) {
        (self.dataset, self.checks, self.output) = (dataset, checks, output)
        (self.recipe, self.backbone, self.resumes) = (recipe, backbone, resumes)
    }

    /// Runs the training and returns when the model is published; stops as ``TrainingJob/run(onEpoch:)`` does.
    package func run(report: @escaping TrainingUpdate.Receiver) async throws -> DetectorTrainingResult {
        try recipe.validate()
        let folder = try TrainingFolder(output, isResumed: resumes)
        defer { folder.removeIfUnused() }
        let data = try DetectorDataset(cocoFile: dataset, checks: checks, recipe: recipe)
        let training = DetectorTraining(
            recipe: recipe, data: data, folder: folder, backbone: backbone, engine: try Engine(), isResumed: resumes)
        return try await training.run(report)
    }
}

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

    func prepare(_ report: @escaping TrainingUpdate.Receiver) throws -> DetectorTrainer {
        let trainer = try DetectorTrainer(
            recipe: recipe, scenes: data.scenes, hash: data.hash, checkpoints: folder.checkpoint, backbone: backbone,
            compress: JPEGCompression.roundTrip)
        if !isResumed { try writePreview(of: trainer) }
        report(.note("\(data.training.count) pictures to learn from, \(data.checks.count) to check on."))
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
            report(.note("Scores stay as they are: \(error)"))
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
                minimumScore: Self.minimumScore, overlapLimit: 0.45, workingSize: workingSize))
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

extension Image {
    /// Draws a face's box, red where it is ignored, and its points.
    fileprivate mutating func outline(_ face: SceneFace) {
        let color: (red: UInt8, green: UInt8, blue: UInt8) = face.isIgnored ? (255, 0, 0) : (0, 255, 0)
        let (left, top) = (max(Int(face.box.x1), 0), max(Int(face.box.y1), 0))
        let (right, bottom) = (min(Int(face.box.x2), width - 1), min(Int(face.box.y2), height - 1))
        guard left <= right, top <= bottom else { return }
        for x in left...right {
            self[x, top] = color
            self[x, bottom] = color
        }
        for y in top...bottom {
            self[left, y] = color
            self[right, y] = color
        }
        for point in face.landmarks?.points ?? [] where Box(width: width, height: height).isAround(point) {
            self[Int(point.x), Int(point.y)] = (255, 255, 0)
        }
    }
}

extension Box {
    fileprivate func isAround(_ point: Point) -> Bool {
        x1 <= point.x && point.x < x2 && y1 <= point.y && point.y < y2
    }
}
