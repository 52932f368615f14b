internal import FaceMaskClassification
internal import FaceMaskCore
internal import FaceMaskDatasets
internal import FaceMaskEvaluation

/// The answers of each model for all faces, as rows over one list of states.
struct FacePredictionTable {
    let faces: [EvaluatedFace]
    let models: [SampleEvaluator.Model]

    /// The order in which states are shown.
    private static let order: [MaskState] = [.worn, .notWorn, .wornIncorrectly]

    /// Returns the states that a model knows, followed by those that only the dataset contains.
    func states(of model: Int) -> (all: [MaskState], known: Int) {
        let known = Self.order.filter { models[model].classifier.manifest.states.contains($0) }
        let shown = Set(faces.map(\.state))
        let others = Self.order.filter { shown.contains($0) && !known.contains($0) }
        return (known + others, known.count)
    }

    func predictions(of model: Int) throws -> Predictions {
        let states = states(of: model).all
        let rows = faces.map { face in
            Prediction(
                truth: states.firstIndex(of: face.state) ?? 0,
                probabilities: states.map { face.probabilities[model][$0] ?? 0 })
        }
        return try Predictions(rows, labels: states.map(\.label), subject: models[model].path)
    }

    func evaluation(of model: Int, slicings: [Slicing]) throws -> ClassifierEvaluation {
        let thresholds = models[model].classifier.manifest.thresholds
        return try ClassifierEvaluation(
            of: predictions(of: model), knownLabels: states(of: model).known,
            minimumProbability: thresholds.minimumProbability,
            isLargeEnough: faces.map { $0.faceSide >= thresholds.minimumFaceSide }, slicings: slicings)
    }

    /// Returns the wrong answers with the highest probabilities, the highest first.
    func worst(_ count: Int, of model: Int) throws -> [EvaluationResult.Mistake] {
        let predictions = try predictions(of: model)
        let wrong = predictions.rows.enumerated().filter { !$0.element.isCorrect }
            .sorted { ($1.element.confidence, $0.offset) < ($0.element.confidence, $1.offset) }
        return wrong.prefix(count).map { index, row in
            EvaluationResult.Mistake(
                face: index, file: faces[index].file, source: faces[index].source, origin: faces[index].origin,
                faceSide: faces[index].faceSide, truth: predictions.labels[row.truth],
                predicted: predictions.labels[row.predicted], probability: row.confidence,
                probabilityOfTruth: row.probabilities[row.truth])
        }
    }

    var comparison: PairedComparison {
        get throws {
            PairedComparison(
                first: try predictions(of: 0).correct, second: try predictions(of: 1).correct,
                groups: faces.map(\.group))
        }
    }
}

/// The slices of an evaluation.
enum FaceSlices {
    static func slicings(of faces: [EvaluatedFace], kind: EvaluationDataset.Kind) -> [Slicing] {
        func place<Part: CaseIterable & Equatable>(_ part: Part?) -> Int? {
            part.flatMap { Array(Part.allCases).firstIndex(of: $0) }
        }
        let measurements = faces.map(\.measurements)
        var slicings = [
            Slicing(
                family: "face size", parts: FaceSize.allCases.map(\.rawValue),
                members: faces.map { place(FaceSize(side: $0.faceSide)) }),
            Slicing(family: "origin", names: faces.map(\.origin)),
            Slicing(
                family: "sharpness", thirds: ("blurred third", "middle third", "sharp third"),
                values: measurements.map(\.sharpness)),
            Slicing(
                family: "brightness", thirds: ("dark third", "middle third", "bright third"),
                values: measurements.map(\.brightness)),
            Slicing(
                family: "skin tone (estimate)", parts: SkinTone.allCases.map(\.rawValue),
                members: measurements.map { face in place(face.skinAngle.map { SkinTone(angle: $0) }) }),
            Slicing(
                family: "turn of the head", parts: Yaw.allCases.map(\.rawValue),
                members: measurements.map { face in place(face.noseOffset.map { Yaw(noseOffset: $0) }) }),
        ]
        if kind != .folders { slicings.append(Slicing(family: "box", names: faces.map(\.boxKind.rawValue))) }
        return slicings
    }
}
