internal import FaceMaskConcurrency
package import FaceMaskCore
package import FaceMaskDatasets
internal import Foundation

/// Reads the pictures of a dataset and finds possible problems: the job of `facemask dataset inspect`.
package struct DatasetInspection: Sendable {
    private let dataset: String
    private let predictions: PredictionTable?

    /// Creates an inspection.
    ///
    /// - Parameters:
    ///   - dataset: The path of a crop set or of a folder of class folders.
    ///   - predictions: The predictions of a classifier for pictures that it wasn't trained on, which are necessary to
    ///     find wrong labels.
    package init(dataset: String, predictions: PredictionTable?) {
        (self.dataset, self.predictions) = (dataset, predictions)
    }

    /// Reads all pictures, several at a time, and returns the findings. Pictures that can't be read are findings, too.
    ///
    /// - Throws: `DatasetError` or `Failure` if the dataset can't be listed; `CancellationError` if the task is
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
