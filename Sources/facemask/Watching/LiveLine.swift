import FaceMaskFormats
import FaceMask
import Foundation
import FaceMaskMonitoring

/// One line on a terminal that says who is there right now.
struct LiveLine {
    private let isShown: Bool
    private var present: [String: PeopleCount] = [:]
    private var frames = 0
    private var lastShown = ContinuousClock.now
    private var rate = 0.0

    /// Redrawing more often only costs time, and numbers that change faster can't be read.
    private static let interval = Duration.milliseconds(250)

    /// Shows nothing unless `isShown` and stderr is a terminal.
    init(isShown: Bool) { self.isShown = isShown && Console.isInteractive }

    mutating func show(_ source: String, tracks: [Track], dropped: Int) {
        guard isShown else { return }
        present[source] = PeopleCount(tracks)
        frames += 1
        let elapsed = lastShown.duration(to: .now)
        if elapsed > Self.interval {
            rate = Double(frames) / elapsed.inMilliseconds * 1000
            (frames, lastShown) = (0, .now)
        }
        Console.redraw(Self.text(present: Array(present.values), rate: rate, dropped: dropped))
    }

    /// A source that ended has nobody any more.
    mutating func remove(_ source: String) { present[source] = nil }

    /// Takes the line away, so that what follows stands in its place.
    func clear() {
        if isShown { Console.redraw("") }
    }

    static func text(present: [PeopleCount], rate: Double, dropped: Int) -> String {
        var states: [MaskState?: Int] = [:]
        for count in present {
            for state in MaskState.allCases.map(Optional.some) + [nil] where count[state] > 0 {
                states[state, default: 0] += count[state]
            }
        }
        let faces = states.values.reduce(0, +)
        let words = Phrases.states(states)
        return String(format: "%.1f", rate) + " frames/s  \(Phrases.count(faces, "face"))"
            + (words.isEmpty ? "" : ": \(words)") + (dropped > 0 ? "  \(dropped) dropped" : "")
    }
}
