import FaceMaskCore
import FaceMaskClassification
import FaceMaskDatasets
import FaceMaskDetection
import FaceMaskEvaluation
import FaceMask
import Foundation
import FaceMaskInference
import FaceMaskMedia

/// Looks at one piece of a dataset with every model.
struct SampleEvaluation: Sendable {
    /// A classifier and the file it was read from.
    struct Model: Sendable {
        let path: String
        let classifier: MaskClassifier
    }

    let models: [Model]
    private let root: URL
    private let cutter: FaceCutter?
    private let detector: FaceDetector?
    /// Whether near-copies are to be told by their looks.
    private let fingerprints: Bool

    /// Below it nothing is asked of the detector, so that the curve of precision and recall is seen beyond the score at
    /// which `facemask detect` stops.
    static let leastSceneScore: Float = 0.1
    /// The score at which `facemask detect` stops.
    var usualScore: Float { detector?.network.usualScore ?? 0 }

    /// Reads the networks that the dataset's kind needs.
    init(models paths: [String], dataset: EvaluationDataset, faceDetector: String?, isExact: Bool) throws {
        let engine = try Engine()
        let isTimed = dataset.kind == .scenes
        // Scenes are timed, one at a time, with the options of `facemask detect`; the others go side by side.
        let compile = CompileOptions(
            hint: isTimed ? .latency : .throughput, streams: isTimed ? 1 : nil,
            precision: isExact ? .exact : .fast, cacheFolder: CompileOptions.userCacheFolder)
        models = try paths.map {
            Model(
                path: $0,
                classifier: try MaskClassifier(contentsOf: URL(filePath: $0), engine: engine, compile: compile))
        }
        root = dataset.root
        fingerprints = paths.count > 1 && dataset.kind != .cropSet
        var options = FaceDetector.Options()
        options.minimumScore = Self.leastSceneScore
        func detectorFile() throws -> URL { try ModelLocator.faceDetector(named: faceDetector) }
        cutter =
            dataset.kind == .folders
            ? try FaceCutter(detectorFile: try detectorFile(), engine: engine, least: 0) : nil
        detector =
            isTimed
            ? try FaceDetector(
                contentsOf: try detectorFile(), engine: engine, options: options, compile: compile) : nil
    }

    /// Looks at a piece; what can't be read is a failure in the result.
    func look(at piece: EvaluationDataset.Piece) async -> EvaluatedPiece {
        var result = EvaluatedPiece(pictures: piece.count)
        do {
            switch piece {
            case .crops(let crops): try await look(at: crops, &result)
            case .photo(let photo): try await look(at: photo, &result)
            }
        } catch {
            // A network that fails, fails for all faces of the piece.
            result.faces = []
            note(error, of: piece.name, &result)
        }
        return result
    }

    private func look(at crops: [FaceCrop], _ result: inout EvaluatedPiece) async throws {
        var pictures: [Image] = []
        for crop in crops {
            let url = root.appending(path: crop.file)
            do {
                let image = try Image(contentsOf: url)
                result.faces.append(
                    EvaluatedFace(
                        file: crop.file, source: crop.source, origin: crop.origin, state: crop.state, group: crop.group,
                        faceSide: crop.faceSide, boxKind: crop.boxKind, picture: url, box: crop.box,
                        measurements: FaceMeasurements(of: image, box: crop.box, landmarks: crop.landmarks)))
                pictures.append(image)
            } catch {
                note(error, of: crop.file, &result)
            }
        }
        try await classify(&result.faces, in: pictures)
    }

    private func look(at photo: LabelledPhoto, _ result: inout EvaluatedPiece) async throws {
        let clock = ContinuousClock()
        let start = clock.now
        let image = try Image(contentsOf: photo.url)
        let reading = clock.now - start
        let found: [FoundFace]
        switch photo.content {
        case .largestFace(let state):
            found = try await cutter?.faces(of: photo, in: image).faces ?? []
            if found.isEmpty { result.withoutFace = .init(path: photo.path, state: state) }
        case .scene(let picture):
            found = try await look(at: picture, of: image, reading: reading, &result)
        }
        result.faces = found.enumerated().map { index, face in
            EvaluatedFace(
                file: found.count == 1 ? photo.path : "\(photo.path)#\(index + 1)", source: photo.path,
                origin: photo.origin, state: face.state, group: 0, faceSide: min(face.box.width, face.box.height),
                boxKind: face.kind, picture: photo.url, box: face.box,
                measurements: FaceMeasurements(of: image, box: face.box, landmarks: face.landmarks))
        }
        try await classify(&result.faces, in: [Image](repeating: image, count: found.count))
        if fingerprints {
            result.fingerprint = PhotoFingerprint(
                path: photo.path, contentHash: photo.path, whole: PerceptualHash(of: image), faces: [],
                mayBeFrame: true)
        }
    }

    /// Looks at a photo with boxes as `facemask detect` does, with the clock running.
    private func look(
        at picture: AnnotatedPicture, of image: Image, reading: Duration, _ result: inout EvaluatedPiece
    ) async throws -> [FoundFace] {
        guard let boxes = picture.boxes(in: image), let detector else {
            throw Failure(
                .badData,
                "The boxes of '\(picture.relativePath)' are left out: they are those of a picture with other "
                    + "proportions.")
        }
        let clock = ContinuousClock()
        let start = clock.now
        let faces = try await detector.faces(in: image)
        let detection = clock.now - start
        var scene = EvaluatedScene(
            truths: zip(picture.faces, boxes).map { ($0.state, $1) }, found: faces, probabilities: [], reading: reading,
            detection: detection, classification: [])
        for model in models {
            let start = clock.now
            scene.probabilities.append(try await model.classifier.verdicts(on: faces, in: image).map(\.probabilities))
            scene.classification.append(clock.now - start)
        }
        result.scene = scene
        let usual = faces.filter { $0.score >= usualScore }
        return FoundFace.matching(picture.faces, boxes: boxes, with: usual).filter { !$0.box.isEmpty }
    }

    private func classify(_ faces: inout [EvaluatedFace], in pictures: [Image]) async throws {
        for model in models where !faces.isEmpty {
            let preprocessing = model.classifier.manifest.preprocessing
            let cutouts = zip(faces, pictures).map { face, picture in
                preprocessing.cutout(of: preprocessing.crop(of: face.box, in: picture), from: picture)
            }
            for (index, row) in try await model.classifier.probabilities(of: cutouts).enumerated() {
                faces[index].probabilities.append(row)
            }
        }
    }

    private func note(_ error: any Error, of file: String, _ result: inout EvaluatedPiece) {
        let failure = Failure(error)
        result.failures.append(.init(file: file, reason: failure.sentence))
        result.firstFailure = result.firstFailure ?? failure
    }
}

extension EvaluationDataset.Piece {
    fileprivate var name: String {
        switch self {
        case .crops(let crops): crops.first?.file ?? ""
        case .photo(let photo): photo.path
        }
    }
}
