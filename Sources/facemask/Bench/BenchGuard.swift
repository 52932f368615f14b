import FaceMaskFormats
import FaceMaskCore
import FaceMask
import Foundation

/// Tells whether something became slower beside the rest: compares the ratios of two reports, never their times, so that
/// they may come from different days and machines of one kind.
///
/// Two ratios of each row are looked at. One is that to its bound, measured in the same run. The other is that to the
/// other rows: how many times as long as then it takes, divided by the middle of that over all rows, which is what the
/// machine as a whole does. A row is slower when a ratio grew by more than the tolerance and the quartiles of the two
/// measurements, scaled alike, don't touch.
struct BenchGuard: Sendable {
    /// One row in both reports.
    struct Comparison: Sendable {
        var row: BenchReport.Row
        /// How many times as long it takes beside the other rows.
        var besideOthers: Double
        /// How many times as long it takes beside its bound; `nil` where it has none.
        var besideBound: Double?
        /// Whether both measurements, scaled by the machine, lie apart.
        var isApart: Bool

        fileprivate func isSlower(_ tolerance: Double) -> Bool {
            isApart && max(besideOthers, besideBound ?? 0) > 1 + tolerance
        }
    }

    /// A stage that came to less of its bound is limited by something else, and the bound's own drift, half as much again for
    /// copies on two cores, would pass for its.
    private static let leastShare = 0.25

    /// Of 1: how much a ratio may grow.
    let tolerance: Double
    private(set) var comparisons: [Comparison]
    /// Rows of the older report that the newer one hasn't.
    let missing: Int

    /// Throws a sentence when the reports have nothing in common.
    init(_ now: BenchReport, against then: BenchReport, tolerance: Double) throws {
        self.tolerance = tolerance
        let older = Dictionary(then.rows.map { ($0.key, $0) }) { first, _ in first }
        let pairs = now.rows.compactMap { row in older[row.key].map { (row, $0) } }
        let growths = pairs.map { $0.0.milliseconds.median / $0.1.milliseconds.median }.filter(\.isFinite)
        guard let machine = Spread(growths)?.median, machine > 0 else {
            throw Failure(
                .badData, "The two reports have no stage in common; save a baseline with the same sources and options.")
        }
        missing = then.rows.count - pairs.count
        comparisons = pairs.map { row, old in
            let all = [row.bound?.share, old.bound?.share].compactMap(\.self)
            let shares = all.count == 2 && all[1] >= Self.leastShare ? all : []
            return Comparison(
                row: row, besideOthers: row.milliseconds.median / old.milliseconds.median / machine,
                besideBound: shares.count == 2 && shares[0] > 0 ? shares[1] / shares[0] : nil,
                isApart: row.milliseconds.lower > old.milliseconds.upper * machine
                    || (shares.count == 2
                        && row.milliseconds.lower / row.milliseconds.median / shares[0]
                            > old.milliseconds.upper / old.milliseconds.median / shares[1])
            )
        }
    }

    /// What remains when everything was measured again: where two cores share a load unevenly, a stage may be slow once. A
    /// row that was slower is what it is the second time.
    func confirmed(by again: BenchGuard) -> BenchGuard {
        let second = Dictionary(again.comparisons.map { ($0.row.key, $0) }) { first, _ in first }
        var result = self
        result.comparisons = comparisons.map { $0.isSlower(tolerance) ? second[$0.row.key] ?? $0 : $0 }
        return result
    }

    var slower: [Comparison] { comparisons.filter { $0.isSlower(tolerance) } }

    /// What it found, for people.
    var text: String {
        var table = TextTable(columns: ["", "threads", "beside others", "beside bound"])
        for comparison in comparisons.sorted(by: { $0.besideOthers > $1.besideOthers }) {
            let bound = comparison.besideBound.map { String(format: "%.2f", $0) } ?? ""
            table.add([
                (comparison.isSlower(tolerance) ? "slower: " : "") + comparison.row.name, "\(comparison.row.threads)",
                String(format: "%.2f", comparison.besideOthers), bound,
            ])
        }
        let rows = Phrases.count(missing, "row")
        let note = missing == 0 ? "" : "\(rows) of the baseline \(missing == 1 ? "was" : "were") not measured now.\n"
        return table.text + note
    }

    /// One sentence where something is slower, else `nil`.
    var regression: String? {
        let names = slower.map { "\($0.row.name) (\(Phrases.count($0.row.threads, "thread")))" }
        guard !names.isEmpty else { return nil }
        let share = String(format: "%.0f %%", tolerance * 100)
        return "Slower than the baseline by more than \(share), beside the other stages or its bound: "
            + "\(names.joined(separator: ", "))."
    }
}

extension BenchReport.Row {
    /// What makes it the same row in another report.
    fileprivate var key: String { "\(name) \(threads)" }

    /// `video street.mp4: decode`, `picture: classify, 10 faces`.
    fileprivate var name: String {
        "\(medium.rawValue)\(source.map { " \(printable($0))" } ?? ""): \(stage.rawValue)"
            + (faces.map { ", " + Phrases.count($0, "face") } ?? "")
    }
}
