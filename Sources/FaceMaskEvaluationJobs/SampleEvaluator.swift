internal import FaceMask
internal import FaceMaskAnalysis
internal import FaceMaskClassification
internal import FaceMaskCore
internal import FaceMaskDatasetTools
internal import FaceMaskDatasets
internal import FaceMaskDetection
internal import FaceMaskEvaluation
internal import FaceMaskInference
internal import Foundation

/// Finds and classifies the faces in pieces of a dataset, with every model.
struct SampleEvaluator: Sendable {
    /// A classifier and its file.
    struct Model: Sendable {
        let path: String
        let classifier: MaskClassifier
    }

    let models: [Model]
    private let root: URL
    private let cutter: FaceCutter?
    private let detector: FaceDetector?
    /// Whether near-copies must be found.
    private let needsFingerprints: Bool

    /// The minimum score of detected faces. It lies below that of `facemask detect`, so that the curve of precision and
    /// recall is known beyond that one.
    static let minimumSceneScore: Float = 0.1
    /// The minimum score of the faces that `facemask detect` reports.
    private var defaultScore: Float { detector?.network.defaultScore ?? 0 }

    /// Reads the classifiers, and the detector when the dataset needs one.
    init(models paths: [String], dataset: EvaluationDataset, faceDetector: String?, isExact: Bool) throws {
        let engine = try Engine()
        let isTimed = dataset.kind == .scenes
        // Scenes are timed, one at a time, with the options of `facemask detect`; other pieces are evaluated
        // concurrently.
        let precision: CompileOptions.Precision = isExact ? .exact : .fast
        let compile: CompileOptions = isTimed ? .single(precision: precision) : .several(precision: precision)
        models = try paths.map {
            Model(
                path: $0,
                classifier: try MaskClassifier(contentsOf: URL(filePath: $0), engine: engine, compile: compile))
        }
        root = dataset.root
        needsFingerprints = paths.count > 1 && dataset.kind != .cropSet
        var options = FaceDetector.Options()
        options.minimumScore = Self.minimumSceneScore
        func detectorFile() throws -> URL { try ModelLocator.faceDetector(named: faceDetector) }
        cutter =
            dataset.kind == .folders
            ? try FaceCutter(detectorFile: try detectorFile(), engine: engine, minimumSide: 0) : nil
        detector =
            isTimed
            ? try FaceDetector(
                contentsOf: try detectorFile(), engine: engine, options: options, compile: compile) : nil
    }

    /// Evaluates a piece. A file that can't be read is a failure in the result.
    ///
    /// - Throws: `CancellationError` only.
    func evaluate(_ piece: EvaluationDataset.Piece) async throws -> EvaluatedPiece {
        var result = EvaluatedPiece(pictures: piece.count)
        do {
            switch piece {
            case .crops(let crops): try await evaluate(crops, &result)
            case .photo(let photo): try await evaluate(photo, &result)
            }
        } catch let error as CancellationError {
            throw error
        } catch {
            // When a network fails, the whole piece has no answers.
            result.faces = []
            result.failures.append(FileFailure(file: piece.name, failure: Failure(error)))
        }
        return result
    }

    private func evaluate(_ crops: [FaceCrop], _ result: inout EvaluatedPiece) async throws {
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
                result.failures.append(FileFailure(file: crop.file, failure: Failure(error)))
            }
        }
        try await classify(&result.faces, in: pictures)
    }

    private func evaluate(_ photo: LabelledPhoto, _ result: inout EvaluatedPiece) async throws {
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
            found = try await sceneFaces(picture, in: image, reading: reading, &result)
        }
        result.faces = found.enumerated().map { index, face in
            EvaluatedFace(
                file: found.count == 1 ? photo.path : "\(photo.path)#\(index + 1)", source: photo.path,
                origin: photo.origin, state: face.state, group: 0, faceSide: min(face.box.width, face.box.height),
                boxKind: face.kind, picture: photo.url, box: face.box,
                measurements: FaceMeasurements(of: image, box: face.box, landmarks: face.landmarks))
        }
        try await classify(&result.faces, in: [Image](repeating: image, count: found.count))
        if needsFingerprints {
            result.fingerprint = PhotoFingerprint(
                path: photo.path, contentHash: photo.path, whole: PerceptualHash(of: image), faces: [],
                mayBeFrame: true)
        }
    }

    /// Analyzes a photo with boxes as `facemask detect` does and measures the time; returns the annotated faces.
    private func sceneFaces(
        _ picture: AnnotatedPicture, in image: Image, reading: Duration, _ result: inout EvaluatedPiece
    ) async throws -> [FoundFace] {
        guard let boxes = picture.boxes(in: image), let detector else {
            throw Failure(
                .badData,
                "The boxes of '\(picture.relativePath)' can't be used: they belong to a picture with other "
                    + "proportions.")
        }
        let detected = try await DetectedFaces(detecting: { try await detector.faces(in: image) })
        var scene = EvaluatedScene(
            truths: zip(picture.faces, boxes).map { ($0.state, $1) }, found: detected.faces, probabilities: [],
            reading: reading, detection: detected.time, classification: [])
        for model in models {
            let analysis = try await detected.classified { try await model.classifier.verdicts(on: $0, in: image) }
            scene.probabilities.append(analysis.sightings.map(\.verdict.probabilities))
            scene.classification.append(analysis.times.classification)
        }
        result.scene = scene
        let usual = detected.faces.filter { $0.score >= defaultScore }
        return FoundFace.matching(picture.faces, boxes: boxes, with: usual).filter { !$0.box.isEmpty }
    }

    private func classify(_ faces: inout [EvaluatedFace], in pictures: [Image]) async throws {
        for model in models where !faces.isEmpty {
            let preprocessing = model.classifier.manifest.preprocessing
            let cutouts = zip(faces, pictures).map { face, picture in
                preprocessing.cutout(ofFace: face.box, in: picture)
            }
            for (index, row) in try await model.classifier.probabilities(of: cutouts).enumerated() {
                faces[index].probabilities.append(row)
            }
        }
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
