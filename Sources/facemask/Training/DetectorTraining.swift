#if Training
import Datasets
import Detection
import Drawing
import Evaluation
import FaceMask
import Foundation
import Inference
import Media
import ModelFiles
import Training

/// One training of a face detector, from its data to the files it leaves.
struct DetectorTraining {
    let recipe: DetectorRecipe
    let data: DetectorData
    let folder: TrainingFolder
    /// The weights to begin with.
    let backbone: String?
    let engine: Engine
    let isQuiet: Bool

    private static let modelLicence = "Apache-2.0"
    private static let checkedName = "checked.onnx"
    private static let previewName = "inputs.jpg"
    private static let historyName = "history.csv"
    private static let previewed = 24
    /// Low enough for the whole curve of precision and recall.
    private static let leastScore: Float = 0.02

    func execute(isResumed: Bool) async throws {
        try folder.write(json: recipe, as: "configuration.json")
        let trainer = try DetectorTrainer(
            recipe: recipe, scenes: data.scenes, hash: data.hash, checkpoints: folder.checkpoint,
            backbone: backbone.map { URL(filePath: $0) }, compress: FaceTraining.throughJPEG)
        if !isResumed { try preview(trainer) }
        if !isQuiet { Console.say("\(data.training.count) pictures to learn from, \(data.checks.count) to check on.") }
        var display = TrainingDisplay(epochs: recipe.epochs, isQuiet: isQuiet)
        let (detector, history) = try await trainer.train(isResumed: isResumed, check: check) { progress in
            display.show(progress)
        }
        let calibration = try await calibration(of: detector, history)
        try write(
            detector.scaled(slope: Float(calibration.slope), offset: Float(calibration.offset)), history, calibration,
            as: TrainingFolder.modelName)
        try folder.write(history.csv, as: Self.historyName)
        try Console.output(
            String(
                format: "average precision %.4f at an overlap of 0.5, %.4f inside the head\n",
                history.best?.check.strict ?? 0, history.best?.check.loose ?? 0))
    }

    /// Average precision of the file, so that what is checked is what users get.
    private func check(
        _ detector: TrainedDetector, _ history: DetectorHistory
    ) async throws -> DetectorHistory.Check {
        try folder.write(history.csv, as: Self.historyName)
        let pictures = try await found(by: detector, history)
        return DetectorHistory.Check(
            strict: SceneAveragePrecision(of: pictures, matching: .overlap).averagePrecision,
            loose: SceneAveragePrecision(of: pictures, matching: .insideHead).averagePrecision)
    }

    /// What makes scores say how often there is a face. Nothing is changed where the checks are too few to tell.
    private func calibration(of detector: TrainedDetector, _ history: DetectorHistory) async throws -> ScoreCalibration
    {
        let judged = SceneAveragePrecision.judged(try await found(by: detector, history), matching: .insideHead)
        do {
            return try ScoreCalibration(fitting: judged)
        } catch {
            if !isQuiet { Console.say("Scores stay as they are: \(error).") }
            return ScoreCalibration()
        }
    }

    /// The pictures that check the training, with what the file finds in them.
    private func found(
        by detector: TrainedDetector, _ history: DetectorHistory
    ) async throws -> [SceneAveragePrecision.Picture] {
        try write(detector, history, as: Self.checkedName)
        var workingSize = WorkingSize()
        // Scores that are not calibrated yet must not decide how closely is looked.
        workingSize.mayGlance = false
        let finder = try FaceDetector(
            contentsOf: folder.url.appending(path: Self.checkedName), engine: engine,
            options: FaceDetector.Options(
                minimumScore: Self.leastScore, overlapLimit: 0.45, workingSize: workingSize))
        var pictures: [SceneAveragePrecision.Picture] = []
        for picture in data.checks {
            let faces = try await finder.faces(in: try PictureReader().read(picture.url))
            pictures.append(
                SceneAveragePrecision.Picture(
                    truths: picture.faces.map { SceneAveragePrecision.Truth(box: $0.box, isWanted: !$0.isIgnored) },
                    detections: faces.map { SceneAveragePrecision.Detection(box: $0.box, score: $0.score) }))
        }
        return pictures
    }

    private func write(
        _ detector: TrainedDetector, _ history: DetectorHistory,
        _ calibration: ScoreCalibration = ScoreCalibration(), as name: String
    ) throws {
        let best = history.best
        let manifest = DetectorManifest(
            name: "facemask-detector",
            architecture: "YuNet with residual blocks, strides 8, 16, 32, \(detector.parameterCount) parameters",
            preprocessing: DetectorTrainer.preprocessing,
            training: ModelManifest.Training(
                recipe: "face-detector", dataHash: data.hash, pictures: data.training.count,
                epochs: best?.epoch ?? 0, seed: recipe.seed,
                backbone: start ?? "none"),
            metrics: [
                "average_precision": best?.check.strict ?? 0, "average_precision_inside_head": best?.check.loose ?? 0,
                "score_slope": calibration.slope, "score_offset": calibration.offset,
            ],
            licence: Self.modelLicence)
        try folder.write(try detector.serialized(manifest: manifest), as: name)
    }

    /// Where the weights began, as their file says: whose they are may be a condition of their licence.
    /// A training that goes on no longer needs that file: then its name has to do.
    private var start: String? {
        guard let backbone else { return nil }
        let url = URL(filePath: backbone)
        return (try? SafetensorsFile(contentsOf: url))?.metadata["source"] ?? url.lastPathComponent
    }

    /// The first inputs with their faces, to be looked at.
    private func preview(_ trainer: DetectorTrainer) throws {
        let inputs = try trainer.firstInputs(Self.previewed).map { input in
            var image = input.image
            for face in input.faces { image.outline(face) }
            return image
        }
        let bytes = try PictureWriter(jpegQuality: 90).bytes(
            of: Mosaic(inputs, columns: 6).image, fileExtension: "jpg", named: Self.previewName)
        try folder.write(bytes, as: Self.previewName)
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
#endif
