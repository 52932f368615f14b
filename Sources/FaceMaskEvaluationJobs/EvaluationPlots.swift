internal import FaceMaskDrawing
internal import FaceMaskEvaluation
internal import FaceMaskFormats

/// The plots of one classifier.
struct EvaluationPlots {
    private let evaluation: ClassifierEvaluation

    private static let size = PlotSize(width: 560, height: 440)

    init(_ evaluation: ClassifierEvaluation) { self.evaluation = evaluation }

    /// A plot as a separate document.
    struct Plot {
        var title: String
        var svg: [UInt8]
    }

    func all() throws -> [Plot] {
        try [roc, precisionRecall, reliability, sweep].map {
            Plot(title: $0.title, svg: try $0.rendered(as: .svg, size: Self.size))
        } + [Plot(title: confusion.title, svg: try confusion.rendered(as: .svg, size: Self.size))]
    }

    private var confusion: MatrixPlot {
        let matrix = evaluation.report.confusion
        return MatrixPlot(
            title: "Confusion matrix", rowTitle: "true", columnTitle: "predicted", labels: matrix.labels,
            values: matrix.counts.map { $0.map(Double.init) })
    }

    private var roc: LinePlot {
        let series = evaluation.curves.enumerated().compactMap { index, curves in
            curves.roc.map { curve in
                LinePlot.Series(
                    name: "\(curves.label), area \(Phrases.number(curve.area))",
                    points: curve.corners.map { .init(x: $0.falsePositiveRate, y: $0.truePositiveRate) },
                    colorIndex: index)
            }
        }
        var plot = LinePlot(
            title: "ROC, one against the rest", xLabel: "false positive rate",
            yLabel: "true positive rate", series: series)
        (plot.xRange, plot.yRange) = (0...1, 0...1)
        return plot
    }

    private var precisionRecall: LinePlot {
        let series = evaluation.curves.enumerated().compactMap { index, curves in
            curves.precisionRecall.map { curve in
                LinePlot.Series(
                    name: "\(curves.label), average \(Phrases.number(curve.averagePrecision))",
                    points: curve.thinned.map { .init(x: $0.recall, y: $0.precision) }, colorIndex: index)
            }
        }
        var plot = LinePlot(
            title: "Precision and recall, one against the rest", xLabel: "recall", yLabel: "precision",
            series: series)
        (plot.xRange, plot.yRange) = (0...1, 0...1)
        return plot
    }

    private var reliability: LinePlot {
        let summary = evaluation.calibration
        func points(_ reliability: Reliability) -> [LinePlot.DataPoint] {
            reliability.bins.map { .init(x: $0.confidence, y: $0.accuracy) }
        }
        let total = Double(evaluation.predictions.rows.count)
        let shares = summary.equalWidth.bins.map { LinePlot.DataPoint(x: $0.confidence, y: Double($0.count) / total) }
        let error = Phrases.number(summary.equalWidth.expectedCalibrationError)
        var plot = LinePlot(
            title: "Reliability, calibration error \(error)", xLabel: "predicted probability",
            yLabel: "share of right answers",
            series: [
                .init(name: "perfect", points: [.init(x: 0, y: 0), .init(x: 1, y: 1)], line: .dotted, colorIndex: 6),
                .init(name: "bins of equal width", points: points(summary.equalWidth), colorIndex: 0),
                .init(name: "bins of equal mass", points: points(summary.equalMass), line: .dashed, colorIndex: 2),
                .init(name: "share of all faces", points: shares, line: .dotted, colorIndex: 4),
            ])
        (plot.xRange, plot.yRange) = (0...1, 0...1)
        return plot
    }

    private var sweep: LinePlot {
        let points = evaluation.abstention.sweep.thinned(to: 201)
        var plot = LinePlot(
            title: "Effect of a threshold", xLabel: "unsure below this probability", yLabel: "share",
            series: [
                .init(name: "answered", points: points.map { .init(x: Double($0.threshold), y: $0.coverage) }),
                .init(
                    name: "right, of the answered",
                    points: points.map { .init(x: Double($0.threshold), y: 1 - $0.error) }),
            ])
        (plot.xRange, plot.yRange) = (0...1, 0...1)
        return plot
    }
}
