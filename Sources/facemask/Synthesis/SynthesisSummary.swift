import FaceMaskFormats
import FaceMask
import Foundation

/// Says how a run went.
struct SynthesisSummary {
    private let start = ContinuousClock.now
    private var laid = 0
    private var pictures = 0

    /// Counts what this run did, for its speed.
    mutating func add(_ record: SynthesisRecord) {
        pictures += 1
        laid += record.faces.count { $0.recipe != nil }
    }

    /// `records` are those of earlier runs too.
    func lines(of records: [SynthesisRecord]) -> [String] {
        let faces = records.flatMap(\.faces)
        let made = faces.filter { $0.recipe != nil }
        let states = Dictionary(grouping: made) { $0.state.flatMap { MaskState(label: $0) } }.mapValues(\.count)
        var lines = [
            "\(Phrases.count(records.count(where: \.isMade), "picture")) with \(Phrases.count(made.count, "face")) made"
                + (made.isEmpty ? "" : ": \(Phrases.states(states))")
        ]
        let without = records.count { $0.faces.isEmpty }
        let skipped = SkipReason.allCases.compactMap { reason -> String? in
            let count = faces.count { $0.reason == reason }
            return count > 0 ? "\(count) \(reason.rawValue)" : nil
        }
        let left = skipped + (without > 0 ? ["\(Phrases.count(without, "photo")) without a face"] : [])
        if !left.isEmpty { lines.append("Left as they were: \(left.joined(separator: ", "))") }
        let seconds = start.duration(to: .now).inMilliseconds / 1000
        if laid > 0 {
            lines.append(String(format: "%.1f faces a second in %.1f s in all.", Double(laid) / seconds, seconds))
        } else if pictures == 0, !records.isEmpty {
            lines.append("Everything was made already.")
        }
        return lines
    }
}
