internal import FaceMaskCore
internal import FaceMaskDatasets
package import FaceMaskEvaluation
internal import Foundation

/// Trains once for each fold of a dataset, and reports what all models say of the faces that they didn't learn from.
package struct CrossValidation: Sendable {
    /// How a dataset is divided into folds.
    package enum Folds: Hashable, Sendable {
        /// One fold for each origin.
        case origins
        /// A number of folds, at least 2, by groups of near-copies.
        case count(Int)
    }

    /// What all folds together measured.
    package struct Result: Sendable {
        package let report: ClassificationReport
        /// The report, and a line for each fold.
        package let text: String
    }

    private let job: TrainingJob
    private let folds: Folds

    /// Creates a cross-validation that trains as `job` does. How `job` chooses its test part doesn't matter.
    package init(of job: TrainingJob, folds: Folds) {
        self.job = job
        self.folds = folds
    }

    /// Runs every training, each in its own folder below the job's, then writes the reports on all of them. `onFold`
    /// receives the result of each completed fold. A resumed run continues with the fold that was interrupted.
    package func run(
        report: @escaping TrainingUpdate.Receiver, onFold: (TrainingResult) throws -> Void
    ) async throws -> Result {
        try await job.withInputs(report) { inputs in
            var all: [FacePredictions] = []
            let splits = try splits(of: inputs.set.crops)
            for (name, split) in splits {
                report(.note("\(name): \(split.test.count) faces for the report"))
                let folder = try TrainingFolder(
                    inputs.folder.url.appending(path: name, directoryHint: .isDirectory), isResumed: job.resumes)
                let outcome = try await inputs.training(split, in: folder, isResumed: folder.holdsCheckpoint)
                    .run(report)
                try onFold(outcome.result)
                all.append(outcome.predictions)
            }
            return try finish(FoldTable(names: splits.map(\.name), folds: all), in: inputs.folder)
        }
    }

    private func splits(of crops: [FaceCrop]) throws -> [(name: String, split: CropSplit)] {
        switch folds {
        case .count(let count):
            try CropSplit.folds(count, of: crops, by: job.recipe).enumerated().map {
                ("fold-\($0.offset + 1)", $0.element)
            }
        case .origins:
            try Set(crops.map(\.origin)).sorted().map { origin in
                let split = try CropSplit.holdingOut([origin], from: crops, by: job.recipe)
                return ("without-" + origin.replacing("/", with: "-"), split)
            }
        }
    }

    private func finish(_ table: FoldTable, in folder: TrainingFolder) throws -> Result {
        let report = ClassificationReport(table.together.confusion)
        let text = report.text + "\n" + table.text
        try folder.write(table.together.csv, as: ClassifierTraining.predictionsName)
        try folder.write(json: report, as: "report.json")
        try folder.write(text, as: "report.txt")
        return Result(report: report, text: text)
    }
}
