import FaceMaskBenchmarks
import FaceMaskCore
import FaceMaskFormats
import Foundation

extension BaselineComparison {
    /// The table for people, by falling growth.
    var text: String {
        var table = TextTable(columns: ["", "threads", "beside others", "beside bound"])
        for comparison in rows.sorted(by: { $0.besideOthers > $1.besideOthers }) {
            let bound = comparison.besideBound.map { String(format: "%.2f", $0) } ?? ""
            table.add([
                (comparison.isSlower ? "slower: " : "") + comparison.row.name, "\(comparison.row.threads)",
                String(format: "%.2f", comparison.besideOthers), bound,
            ])
        }
        let count = Phrases.count(missing, "row")
        let note = missing == 0 ? "" : "\(count) of the baseline \(missing == 1 ? "was" : "were") not measured now.\n"
        return table.text + note
    }

    /// One sentence when something is slower, else `nil`.
    var regression: String? {
        let names = slowerRows.map { "\($0.row.name) (\(Phrases.count($0.row.threads, "thread")))" }
        guard !names.isEmpty else { return nil }
        let share = String(format: "%.0f %%", tolerance * 100)
        return "Slower than the baseline by more than \(share), beside the other stages or its bound: "
            + "\(names.joined(separator: ", "))."
    }
}

extension BenchmarkReport.Row {
    /// `video street.mp4: decode`, `picture: classify, 10 faces`.
    fileprivate var name: String {
        "\(medium.rawValue)\(source.map { " \(printable($0))" } ?? ""): \(stage.rawValue)"
            + (faces.map { ", " + Phrases.count($0, "face") } ?? "")
    }
}
