import Evaluation
import FaceMask
import Foundation

/// Numbers and names as text and page show them.
enum EvaluationWords {
    /// `96.1`, of 0.961.
    static func percent(_ share: Double) -> String { String(format: "%.1f", share * 100) }

    /// `96.1 (94.2–97.5)`.
    static func percent(_ interval: Interval) -> String {
        "\(percent(interval.estimate)) (\(percent(interval.lower))–\(percent(interval.upper)))"
    }

    /// `0.9612`; `–` for what can't be computed.
    static func number(_ value: Double?, decimals: Int = 4) -> String {
        value.map { String(format: "%.\(decimals)f", $0) } ?? "–"
    }

    /// A class in a narrow column.
    static func short(_ label: String) -> String {
        label == MaskState.wornIncorrectly.label ? "incorrectly" : label
    }

    /// `293 faces`, `1 face`.
    static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

    /// `< 0.0001`, `0.031`.
    static func probability(_ value: Double) -> String {
        value < 0.0001 ? "< 0.0001" : String(format: "%.2g", value)
    }
}

/// Columns of text: the first one flush left, the others flush right.
struct TextTable {
    private var rows: [[String]] = []
    private static let gap = "  "

    mutating func add(_ cells: [String]) { rows.append(cells) }

    /// The lines, each with its line break; nothing stands at their ends.
    var text: String {
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in
            // A row of one cell is a heading that may reach over the others.
            rows.filter { $0.count > max(column, 1) }.map { $0[column].count }.max() ?? 0
        }
        return rows.map { row in
            guard row.count > 1 else { return row.joined() + "\n" }
            return row.enumerated().map { column, cell in
                let padding = String(repeating: " ", count: max(0, widths[column] - cell.count))
                return column == 0 ? cell + padding : padding + cell
            }.joined(separator: Self.gap).trimmedEnd + "\n"
        }.joined()
    }
}

extension String {
    fileprivate var trimmedEnd: String {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }
}
