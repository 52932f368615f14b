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
