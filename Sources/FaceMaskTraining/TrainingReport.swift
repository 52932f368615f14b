internal import FaceMaskDrawing
internal import FaceMaskEvaluation
internal import FaceMaskFormats
internal import FaceMaskTrainers
internal import Foundation

/// The reports of a training, for people and programs.
struct TrainingReport<Recipe: Encodable> {
    /// Which part of the training a picture was in.
    struct Place {
        /// `training`, `validation` or `test`.
        var side: String
        /// The path below the dataset's folder.
        var picture: String
    }

    let recipe: Recipe
    let dataHash: String
    let places: [Place]
    let history: TrainingHistory
    let report: ClassificationReport
    /// What the report is about, for the title of its plot.
    let reported: String

    static var names: [String] {
        [
            "report.txt", "report.json", "history.csv", "split.csv", "curves.png", "curves.svg", "confusion.png",
            "confusion.svg", "configuration.json",
        ]
    }

    func write(to folder: TrainingFolder) throws {
        try folder.write(report.text + "\n", as: "report.txt")
        try folder.write(json: Summary(self), as: "report.json")
        try folder.write(history.csv, as: "history.csv")
        try folder.write(splitTable, as: "split.csv")
        for format in PlotFormat.allCases {
            try folder.write(try curves.rendered(as: format), as: "curves.\(format.rawValue)")
            try folder.write(try matrix.rendered(as: format), as: "confusion.\(format.rawValue)")
        }
    }

    /// The keys of report.json, which docs/output.md describes.
    private struct Summary: Encodable {
        var recipe: Recipe
        var dataHash: String
        var trainingPictures: Int
        var validationPictures: Int
        var secondsPerEpoch: Double
        var report: ClassificationReport

        private enum CodingKeys: String, CodingKey {
            case recipe, report
            case dataHash = "data_hash"
            case trainingPictures = "training_pictures"
            case validationPictures = "validation_pictures"
            case secondsPerEpoch = "seconds_per_epoch"
        }

        init(_ all: TrainingReport) {
            recipe = all.recipe
            dataHash = all.dataHash
            trainingPictures = all.places.count { $0.side == "training" }
            validationPictures = all.places.count { $0.side == "validation" }
            let seconds = all.history.epochs.map(\.seconds)
            secondsPerEpoch = seconds.reduce(0, +) / Double(max(seconds.count, 1))
            report = all.report
        }
    }

    /// The part of each picture, so that others can evaluate on the same pictures.
    private var splitTable: String {
        let rows = places.map { "\($0.side),\(CSV.field($0.picture))\r\n" }
        return "side,picture\r\n" + rows.joined()
    }

    private var curves: LinePlot {
        func series(
            _ name: String, _ value: KeyPath<TrainingHistory.Epoch, Double>, _ color: Int, _ line: LinePlot.LineStyle
        )
            -> LinePlot.Series
        {
            LinePlot.Series(
                name: name, points: history.epochs.map { .init(x: Double($0.epoch), y: $0[keyPath: value]) },
                line: line, colorIndex: color)
        }
        var plot = LinePlot(
            title: "Loss and accuracy", xLabel: "epoch", yLabel: "cross-entropy, share right",
            series: [
                series("training loss", \.trainingLoss, 0, .dashed),
                series("validation loss", \.validationLoss, 0, .solid),
                series("training accuracy", \.trainingAccuracy, 1, .dashed),
                series("validation accuracy", \.validationAccuracy, 1, .solid),
            ])
        plot.hasWholeNumberX = true
        return plot
    }

    private var matrix: MatrixPlot {
        MatrixPlot(
            title: reported, rowTitle: "true state", columnTitle: "predicted state",
            labels: report.confusion.labels, values: report.confusion.counts.map { $0.map(Double.init) })
    }
}
