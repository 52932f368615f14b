internal import FaceMask
internal import FaceMaskDatasetTools
internal import FaceMaskDatasets
internal import FaceMaskInference
internal import FaceMaskNetworks
public import FaceMaskTrainers
public import Foundation

/// Trains a mask classifier: all of a MobileNetV2, on faces cut out as detection does.
///
/// The dataset is divided into a part to learn from, one that chooses the best epoch and calibrates the probabilities,
/// and one for the report; near-copies of one photo never lie in two parts. The same dataset, recipe and machine give the
/// same model.
///
/// ```swift
/// let job = TrainingJob(dataset: URL(filePath: "crops"), output: URL(filePath: "training"))
/// let result = try await job.run { epoch in print(epoch.epoch, epoch.validationAccuracy) }
/// print(result.model.path, result.report.accuracy)
/// ```
public struct TrainingJob: Sendable {
    /// How the faces for the report are chosen.
    public enum TestPart: Hashable, Sendable {
        /// The recipe's share of the groups of near-copies, drawn at random.
        case drawn
        /// Every face of these origins, such as `scenes/tv`: measures photos from elsewhere.
        case origins(Set<String>)
    }

    /// A crop set that `facemask dataset prepare` wrote, or a folder with a folder of photos for each state.
    ///
    /// Photos become a crop set in the folder ``output`` first.
    public var dataset: URL
    /// The folder that receives the model, the reports and the checkpoint; it is made when missing.
    public var output: URL
    /// The numbers of the training.
    public var recipe: DefaultRecipe
    /// The weights to start with: a classifier that a training wrote, or a MobileNetV2 as safetensors. The classifier
    /// that ships with FaceMask when `nil`.
    public var backbone: URL?
    /// How the faces for the report are chosen.
    public var testPart = TestPart.drawn
    /// The share of answers that may be wrong, 0…1: as many faces as necessary are called unsure.
    public var errorRate = 0.02
    /// Whether the training continues from the last checkpoint in ``output``, which must be of the same dataset, recipe and
    /// backbone. Only the number of epochs may differ.
    public var resumes = false

    /// Creates a training of `dataset` that writes to `output`.
    public init(dataset: URL, output: URL, recipe: DefaultRecipe = DefaultRecipe()) {
        self.dataset = dataset
        self.output = output
        self.recipe = recipe
    }

    /// Runs the training and returns when the model is published.
    ///
    /// When the task is cancelled, the training stops after the current batch and keeps the checkpoint of the last whole
    /// epoch: run the job again with ``resumes`` to continue. The file at ``TrainingResult/model`` appears at the very end,
    /// complete.
    ///
    /// - Parameter onEpoch: Receives what was measured after each epoch.
    /// - Returns: The model, its history and its report.
    /// - Throws: An error with a sentence for people when an input can't be used or an output can't be written;
    ///   `TrainingError` when the training can't be resumed or diverges; `CancellationError`.
    public func run(onEpoch: @escaping @Sendable (TrainingHistory.Epoch) -> Void = { _ in }) async throws
        -> TrainingResult
    {
        try await run(report: { update in
            if case .epoch(let epoch, of: _) = update { onEpoch(epoch) }
        })
    }

    /// The same, with everything that there is to report.
    package func run(report: @escaping TrainingUpdate.Receiver) async throws -> TrainingResult {
        try await withInputs(report) { inputs in
            let crops = inputs.set.crops
            let split =
                switch testPart {
                case .drawn: try CropSplit.drawn(from: crops, by: recipe)
                case .origins(let origins): try CropSplit.holdingOut(origins, from: crops, by: recipe)
                }
            return try await inputs.training(split, in: inputs.folder).run(report).result
        }
    }
}

/// What a classifier's training reads before it divides the dataset.
struct ClassifierInputs {
    let job: TrainingJob
    let backbone: MobileNetV2
    let folder: TrainingFolder
    let set: CropSet
    let engine: Engine

    func training(_ split: CropSplit, in folder: TrainingFolder, isResumed: Bool? = nil) -> ClassifierTraining {
        ClassifierTraining(
            recipe: job.recipe, backbone: backbone, set: set, split: split, folder: folder, engine: engine,
            errorRate: job.errorRate, isResumed: isResumed ?? job.resumes)
    }
}

extension TrainingJob {
    private static let cropsName = "crops"

    /// Reads the inputs for `body`, cheap ones first, and removes the folder when nothing was written to it.
    func withInputs<Result>(
        _ report: @escaping TrainingUpdate.Receiver, _ body: (ClassifierInputs) async throws -> Result
    ) async throws -> Result {
        try recipe.validate()
        let backbone = try MobileNetV2(contentsOf: backbone ?? ModelLocator.defaultClassifier())
        let folder = try TrainingFolder(output, isResumed: resumes)
        defer { folder.removeIfUnused() }
        let set = try await cropSet(in: folder, report)
        return try await body(
            ClassifierInputs(job: self, backbone: backbone, folder: folder, set: set, engine: try Engine()))
    }

    /// Opens the crop set; photos become one in the training's folder first, once.
    private func cropSet(in folder: TrainingFolder, _ report: @escaping TrainingUpdate.Receiver) async throws -> CropSet
    {
        if CropSet.exists(at: dataset) { return try CropSet(contentsOf: dataset) }
        let prepared = folder.url.appending(path: Self.cropsName, directoryHint: .isDirectory)
        if !CropSet.exists(at: prepared) {
            let preparation = CropPreparation(
                sources: [dataset.relativePath], output: prepared.path(percentEncoded: false))
            let result = try await preparation.run { report(.job($0)) }
            for line in result.summary.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
                report(.note(String(line)))
            }
        }
        return try CropSet(contentsOf: prepared)
    }
}
