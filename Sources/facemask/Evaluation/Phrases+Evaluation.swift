import FaceMaskFormats
import FaceMaskCore
import FaceMaskEvaluation
import FaceMask
import Foundation

/// Numbers and names as text and page show them.
extension Phrases {
    /// `96.1`, of 0.961.
    static func percent(_ share: Double) -> String { String(format: "%.1f", share * 100) }

    /// `96.1 (94.2–97.5)`.
    static func percent(_ interval: Interval) -> String {
        "\(percent(interval.estimate)) (\(percent(interval.lower))–\(percent(interval.upper)))"
    }

    /// `97.3`, of a probability; rounded down, since none short of 1 is written as 100.
    static func certainty(_ probability: Float) -> String {
        String(format: "%.1f", (Double(probability) * 1000).rounded(.down) / 10)
    }

    /// `0.9612`; `–` for what can't be computed.
    static func number(_ value: Double?, decimals: Int = 4) -> String {
        value.map { String(format: "%.\(decimals)f", $0) } ?? "–"
    }

    /// A class in a narrow column.
    static func short(_ label: String) -> String {
        label == MaskState.wornIncorrectly.label ? "incorrectly" : label
    }

    /// Columns of the text.
    static let width = 100

    /// A path in one line; of a long one the end is what tells it from others.
    static func path(_ path: String, width: Int = width) -> String {
        let text = printable(path)
        return text.count <= width ? text : "…" + text.suffix(width - 1)
    }

    /// `< 0.0001`, `0.031`.
    static func probability(_ value: Double) -> String {
        value < 0.0001 ? "< 0.0001" : String(format: "%.2g", value)
    }
}
