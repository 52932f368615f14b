internal import FaceMask
internal import FaceMaskConcurrency
package import FaceMaskCore
internal import FaceMaskDatasets
public import Foundation

/// Measures one classifier, or two on the same faces, on a labelled dataset: what `facemask evaluate` does.
///
///     let result = try await EvaluationJob(dataset: URL(filePath: "crops")).run()
///     print(result.models[0].evaluation.report.text)
///
/// Measure on pictures that took no part in training: others say how well a classifier remembers.
public struct EvaluationJob: Sendable {
    /// The dataset's path: a crop set, a folder with a folder for each state, or photos with boxes.
    package var dataset: String
    /// The classifier's file; `nil` for the one that ships with FaceMask.
    package var model: String?
    /// The file of a second classifier, which is compared with the first one.
    package var comparedModel: String?
    /// The name or file of the face detector; `nil` for the one that ships with FaceMask.
    package var faceDetector: String?
    /// The crops to measure on, as their set names them; all when `nil`.
    package var testPart: Set<String>?
    /// How many of the worst mistakes are kept.
    package var mistakeCount = 24
    /// The origins to measure on, each whole (`scenes/tv`) or by its last part (`tv`); all when empty.
    public var origins: [String] = []
    /// Whether networks compute in 32 bits everywhere, with the same answers on every processor.
    public var isExact = false

    package init(dataset: String) { self.dataset = dataset }

    /// Creates an evaluation.
    ///
    /// - Parameters:
    ///   - dataset: A crop set that `facemask dataset prepare` made; a folder with a folder for each state, in which
    ///     the largest face of each photo counts; or photos with boxes, such as a COCO JSON file, on which finding
    ///     faces is measured, too.
    ///   - model: The classifier, an ONNX file that training wrote; `nil` for the one that ships with FaceMask.
    ///   - comparedModel: A second classifier, tested against the first one.
    public init(dataset: URL, model: URL? = nil, comparedModel: URL? = nil) {
        self.init(dataset: dataset.path(percentEncoded: false))
        self.model = model?.path(percentEncoded: false)
        self.comparedModel = comparedModel?.path(percentEncoded: false)
    }

    /// Reads the dataset, classifies every face and measures the answers.
    ///
    /// - Returns: The measurements over all files that can be read; `EvaluationResult.failures` has the others.
    /// - Throws: An error that describes itself in a sentence when the dataset or a classifier can't be read, or no
    ///   face can be used; `CancellationError` when the task is cancelled.
    public func run() async throws -> EvaluationResult { try await run { _ in } }

    /// Does the same and reports progress, notes on the dataset and files that can't be read.
    package func run(report: JobUpdate.Receiver) async throws -> EvaluationResult {
        let data = try EvaluationDataset(path: dataset, origins: origins, tested: testPart)
        for note in data.notes { report(.note(note)) }
        let evaluator = try SampleEvaluator(
            models: try modelFiles(for: data), dataset: data, faceDetector: faceDetector, isExact: isExact)
        var collection = EvaluationCollection(dataset: data)
        func reportProgress() { report(.progress(.init("Evaluating", done: collection.done, of: data.pictures))) }
        reportProgress()
        // Scenes are timed: one at a time, as `facemask detect` analyzes a single photo.
        let parallelism = data.kind == .scenes ? 1 : ProcessInfo.processInfo.activeProcessorCount + 1
        try await orderedMap(
            data.pieces, parallelism: parallelism, { try await evaluator.evaluate($0) },
            receive: { piece in
                try Task.checkCancellation()
                collection.add(piece)
                for failure in piece.failures { report(.failure(failure.failure)) }
                reportProgress()
            })
        // A result over a part would be taken for one over the whole.
        try Task.checkCancellation()
        report(.progressEnded)
        return try collection.result(of: evaluator.models, mistakes: mistakeCount)
    }

    private func modelFiles(for data: EvaluationDataset) throws -> [String] {
        // Scenes are analyzed one at a time, like single photos.
        let first =
            try model
            ?? ModelLocator.classifier(forMany: data.kind != .scenes, isExact: isExact).path(percentEncoded: false)
        return [first] + [comparedModel].compactMap(\.self)
    }
}
