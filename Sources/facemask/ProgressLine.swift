import FaceMaskFormats
import Foundation

/// A line on a terminal that says how far the work is and how long it will still take.
struct ProgressLine {
    private let title: String
    private let total: Int
    private let isShown: Bool
    private let start = ContinuousClock.now
    private var lastShown = ContinuousClock.now

    /// Redrawing more often only costs time.
    private static let interval = Duration.milliseconds(100)
    private static let width = 24

    /// What is counted, for people.
    enum Unit {
        case pieces, tenthsOfSeconds

        func words(_ number: Int) -> String {
            switch self {
            case .pieces: "\(number)"
            case .tenthsOfSeconds: Duration.seconds(number / 10).phrase
            }
        }
    }
    private let unit: Unit

    /// Shows nothing unless `isShown` and stderr is a terminal.
    init(title: String, total: Int, isShown: Bool, unit: Unit = .pieces) {
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
            "\(title) \(bar) \(unit.words(done))/\(unit.words(total))\(timeLeft(done: done))\(note.isEmpty ? "" : "  \(note)")"
        )
    }

    /// Takes the line away, so that what follows stands in its place.
    func clear() {
        if isShown { Console.redraw("") }
    }

    private func timeLeft(done: Int) -> String {
        guard done > 0, done < total else { return "" }
        let elapsed = start.duration(to: .now)
        return "  \((elapsed / done * (total - done)).phrase) left"
    }
}
