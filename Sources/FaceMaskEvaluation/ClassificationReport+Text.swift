import Foundation

extension ClassificationReport {
    /// Decimals of every score in `text`.
    private static let digits = 4
    /// The layout of scikit-learn's `classification_report`: a space, then a column of this width for each number.
    private static let columnWidth = 9

    /// The report as a table in the layout of scikit-learn's `classification_report(digits=4)`, which is widely known.
    public var text: String {
        let averages = [("macro avg", macroAverage), ("weighted avg", weightedAverage)]
        let names = classes.map(\.label) + averages.map(\.0)
        let width = names.map(\.unicodeScalars.count).max() ?? 0
        func line(_ name: String, _ cells: [String]) -> String {
            Self.padded(name, to: width) + " " + cells.map { " " + Self.padded($0, to: Self.columnWidth) }.joined()
        }
        var lines = [line("", ["precision", "recall", "f1-score", "support"]), ""]
        lines += classes.map { line($0.label, Self.cells([$0.precision, $0.recall, $0.f1], support: $0.support)) }
        lines.append("")
        lines.append(line("accuracy", ["", ""] + Self.cells([accuracy], support: support)))
        lines += averages.map { name, scores in
            line(name, Self.cells([scores.precision, scores.recall, scores.f1], support: support))
        }
        return lines.map { $0 + "\n" }.joined()
    }

    private static func cells(_ scores: [Double], support: Int) -> [String] {
        scores.map { String(format: "%.\(digits)f", $0) } + [String(support)]
    }

    private static func padded(_ text: String, to width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.unicodeScalars.count)) + text
    }
}
