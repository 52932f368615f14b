internal import FaceMaskConcurrency
package import FaceMaskCore
package import FaceMaskDatasets
internal import Foundation

/// Reads the pictures of a dataset and looks for what may be wrong with it: what `facemask dataset inspect` does.
package struct DatasetInspection: Sendable {
    private let dataset: String
    private let predictions: PredictionTable?

    /// Creates an inspection.
    ///
    /// - Parameters:
    ///   - dataset: The path of a crop set or of a folder of class folders.
    ///   - predictions: What a classifier predicts for pictures that it did not learn from; wrong labels are looked for
    ///     only with them.
    package init(dataset: String, predictions: PredictionTable?) {
        (self.dataset, self.predictions) = (dataset, predictions)
    }

    /// Reads all pictures, several at a time, and returns the findings. Pictures that can't be read are findings, too.
    ///
    /// - Throws: `DatasetError` or `Failure` when the dataset can't be listed; `CancellationError` when the task is
    ///   cancelled.
    package func run(report: JobUpdate.Receiver) async throws -> InspectionFindings {
        let set = try LabelledSet(path: dataset)
        for note in set.notes { report(.note(note)) }
        func reportProgress(_ done: Int) { report(.progress(.init("Inspecting", done: done, of: set.pictures.count))) }
        var pictures: [InspectedPicture] = []
        reportProgress(0)
        try await orderedMap(
            set.pictures, parallelism: ProcessInfo.processInfo.activeProcessorCount, { InspectedPicture($0) },
            receive: {
                try Task.checkCancellation()
                pictures.append($0)
                reportProgress(pictures.count)
            })
        try Task.checkCancellation()
        report(.progressEnded)
        return InspectionFindings(of: pictures, groups: set.groups, predictions: predictions)
    }
}
