/// One kind of training, divided into the stages that every kind passes through: prepare, train, calibrate, publish.
///
/// The model is published once, at the very end, when everything that it says of itself is measured. Until then it lies
/// in a draft file: a training that is killed, cancelled or fails never leaves an uncalibrated `model.onnx`.
protocol TrainingStages: Sendable {
    /// The numbers of the training, written to `configuration.json`.
    associatedtype Recipe: Encodable
    /// The dataset, read and divided.
    associatedtype Dataset
    /// What the trainer returned.
    associatedtype Trained
    /// What the job returns.
    associatedtype Result

    var recipe: Recipe { get }
    var folder: TrainingFolder { get }

    /// Reads and divides the dataset.
    func prepare(_ report: @escaping TrainingUpdate.Receiver) async throws -> Dataset
    /// Trains to the end, starting from the last checkpoint if there is one.
    func train(on dataset: Dataset, _ report: @escaping TrainingUpdate.Receiver) async throws -> Trained
    /// Measures the model by draft files and completes it.
    func calibrate(
        _ trained: Trained, on dataset: Dataset, _ report: @escaping TrainingUpdate.Receiver
    ) async throws -> FinishedModel<Result>
}

/// A model whose file says everything of itself, and the reports that belong to it.
struct FinishedModel<Result> {
    /// The file's content.
    let bytes: [UInt8]
    let result: Result
    /// Writes the reports beside the model.
    let writeReports: (TrainingFolder) throws -> Void
}

extension TrainingStages {
    /// Runs all stages. Stops after the current batch when its task is cancelled; the last checkpoint stays.
    func run(_ report: @escaping TrainingUpdate.Receiver) async throws -> Result {
        let dataset = try await prepare(report)
        try folder.write(json: recipe, as: TrainingFolder.configurationName)
        let trained = try await train(on: dataset, report)
        defer { folder.removeDraft() }
        let model = try await calibrate(trained, on: dataset, report)
        try Task.checkCancellation()
        try model.writeReports(folder)
        try folder.write(model.bytes, as: TrainingFolder.modelName)
        return model.result
    }
}
