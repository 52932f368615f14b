internal import FaceMaskCore

/// A comparison of two reports that tells which stages have become slower relative to the rest.
///
/// It compares ratios, never times, so that the reports may come from different days and from different machines of one
/// kind. Each row has two ratios. One is its time to its bound, measured in the same run. The other is its time to that of
/// the other rows: its growth since the baseline divided by the median growth of all rows, which is the change of the
/// machine as a whole. A row is slower when one of the ratios has grown by more than the tolerance and the quartiles of the
/// two measurements, scaled alike, don't overlap.
package struct BaselineComparison: Sendable {
    /// One row that both reports have.
    package struct RowComparison: Sendable {
        package var row: BenchmarkReport.Row
        /// The row's growth divided by the median growth of all rows.
        package var besideOthers: Double
        /// The growth of the row's time relative to its bound; `nil` when it has none.
        package var besideBound: Double?
        /// Whether the row is slower than the tolerance allows.
        package var isSlower: Bool
    }

    /// A stage that reaches less than this share of its bound is limited by something else. The drift of the bound, up to a
    /// half for copies on two cores, would then be taken for the stage's own.
    private static let minimumShare = 0.25

    /// How much a ratio may grow: 0.25 is a quarter.
    package let tolerance: Double
    package private(set) var rows: [RowComparison]
    /// The number of rows of the baseline that weren't measured again.
    package let missing: Int

    /// Compares `report` with `baseline`. Throws a ``Failure`` when they have no row in common.
    package init(of report: BenchmarkReport, with baseline: BenchmarkReport, tolerance: Double) throws {
        let older = Dictionary(baseline.rows.map { ($0.key, $0) }) { first, _ in first }
        let pairs = report.rows.compactMap { row in older[row.key].map { (row, $0) } }
        let growths = pairs.map { $0.0.milliseconds.median / $0.1.milliseconds.median }.filter(\.isFinite)
        guard let machine = Quartiles(growths)?.median, machine > 0 else {
            throw Failure(
                .badData, "The two reports have no stage in common; save a baseline with the same sources and options.")
        }
        self.tolerance = tolerance
        missing = baseline.rows.count - pairs.count
        rows = pairs.map { row, old in
            Self.comparison(of: row, with: old, machineGrowth: machine, tolerance: tolerance)
        }
    }

    private static func comparison(
        of row: BenchmarkReport.Row, with old: BenchmarkReport.Row, machineGrowth: Double, tolerance: Double
    ) -> RowComparison {
        let (new, old, bounds) = (row.milliseconds, old.milliseconds, (row.bound?.share, old.bound?.share))
        let besideOthers = new.median / old.median / machineGrowth
        var isApart = new.lower > old.upper * machineGrowth
        var besideBound: Double?
        if case (let newShare?, let oldShare?) = bounds, oldShare >= minimumShare {
            if newShare > 0 { besideBound = oldShare / newShare }
            isApart = isApart || new.lower / new.median / newShare > old.upper / old.median / oldShare
        }
        return RowComparison(
            row: row, besideOthers: besideOthers, besideBound: besideBound,
            isSlower: isApart && max(besideOthers, besideBound ?? 0) > 1 + tolerance)
    }

    /// The result when everything was measured again: a row that was slower is taken from `second`. Where cores share a
    /// load unevenly, a stage may be slow once by chance.
    package func confirmed(by second: BaselineComparison) -> BaselineComparison {
        let again = Dictionary(second.rows.map { ($0.row.key, $0) }) { first, _ in first }
        var result = self
        result.rows = rows.map { $0.isSlower ? again[$0.row.key] ?? $0 : $0 }
        return result
    }

    package var slowerRows: [RowComparison] { rows.filter(\.isSlower) }
}

extension BenchmarkReport.Row {
    /// What identifies the row in another report.
    fileprivate var key: Key {
        Key(medium: medium, source: source, stage: stage, faces: faces, threads: threads)
    }

    fileprivate struct Key: Hashable {
        var medium: BenchmarkReport.Medium
        var source: String?
        var stage: BenchmarkReport.Stage
        var faces: Int?
        var threads: Int
    }
}
