internal import FaceMaskCore
package import FaceMaskEvaluation
package import FaceMaskFormats
internal import Foundation

/// Numbers and names as the text and the page of an evaluation show them.
extension Phrases {
    /// `96.1`, of 0.961.
    package static func percent(_ share: Double) -> String { String(format: "%.1f", share * 100) }

    /// `96.1 (94.2–97.5)`.
    package static func percent(_ interval: Interval) -> String {
        "\(percent(interval.estimate)) (\(percent(interval.lower))–\(percent(interval.upper)))"
    }

    /// `97.3`, of a probability of 0.9739: rounded down, so that only 1 becomes `100.0`.
    package static func certainty(_ probability: Float) -> String {
        String(format: "%.1f", (Double(probability) * 1000).rounded(.down) / 10)
    }

    /// `0.9612`; `–` for a value that can't be computed.
    package static func number(_ value: Double?, decimals: Int = 4) -> String {
        value.map { String(format: "%.\(decimals)f", $0) } ?? "–"
    }

    /// A state's label for a narrow column.
    package static func short(_ label: String) -> String {
        label == MaskState.wornIncorrectly.label ? "incorrectly" : label
    }

    /// The width of the text in columns.
    package static let width = 100

    /// A path in at most `width` columns; of a longer one the end is shown, which distinguishes it from others.
    package static func path(_ path: String, width: Int = width) -> String {
        let text = printable(path)
        return text.count <= width ? text : "…" + text.suffix(width - 1)
    }

    /// `< 0.0001`, `0.031`.
    package static func probability(_ value: Double) -> String {
        value < 0.0001 ? "< 0.0001" : String(format: "%.2g", value)
    }
}
