import FaceMaskCore
import FaceMaskFormats
import Foundation

/// A line on the terminal with a bar, what is done of how much, and the time left.
struct ProgressLine {
    private let title: String
    private let total: Int
    private let isShown: Bool
    private let start = ContinuousClock.now
    private var lastShown = ContinuousClock.now

    /// Redrawing more often costs time and shows nothing more.
    private static let interval = Duration.milliseconds(100)
    private static let width = 24

    private let unit: JobUpdate.Progress.Unit

    /// Shows nothing unless `isShown` and stderr is a terminal.
    init(title: String, total: Int, isShown: Bool, unit: JobUpdate.Progress.Unit = .items) {
        self.title = title
        self.unit = unit
        self.total = total
        self.isShown = isShown && Console.isInteractive && total > 1
    }

    mutating func show(done: Int, note: String = "") {
        guard isShown, done == total || lastShown.duration(to: .now) > Self.interval else { return }
        lastShown = .now
        let filled = Self.width * done / total
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: Self.width - filled)
        Console.redraw(
            "\(title) \(bar) \(unit.phrase(done))/\(unit.phrase(total))\(timeLeft(done: done))\(note.isEmpty ? "" : "  \(note)")"
        )
    }

    /// Erases the line, so that other text can stand in its place.
    func clear() {
        if isShown { Console.redraw("") }
    }

    private func timeLeft(done: Int) -> String {
        guard done > 0, done < total else { return "" }
        let elapsed = start.duration(to: .now)
        return "  \((elapsed / done * (total - done)).phrase) left"
    }
}

extension JobUpdate.Progress.Unit {
    /// A number of this unit, for people.
    fileprivate func phrase(_ number: Int) -> String {
        switch self {
        case .items: "\(number)"
        case .tenthsOfSeconds: Duration.seconds(number / 10).phrase
        }
    }
}
