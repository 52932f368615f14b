import FaceMaskCore
import FaceMaskEvents
import FaceMaskFormats
import Foundation

/// A line on a terminal that shows who is in view right now.
struct LiveLine {
    let isShown: Bool
    private var inView = PeopleInView()
    private var dropped: [SourceID: Int] = [:]
    private var frames = 0
    private var lastShown = ContinuousClock.now
    private var rate = 0.0

    /// Numbers that change faster can't be read.
    private static let interval = Duration.milliseconds(250)

    /// Shows nothing unless `isShown` and stderr is a terminal.
    init(isShown: Bool) { self.isShown = isShown && Console.isInteractive }

    /// Takes the event of a frame, and shows who is there.
    mutating func show(_ event: WatchEvent) {
        guard isShown else { return }
        inView.receive(event)
        dropped[event.source] = event.droppedFrames
        frames += 1
        let elapsed = lastShown.duration(to: .now)
        if elapsed > Self.interval {
            rate = Double(frames) / elapsed.inMilliseconds * 1000
            (frames, lastShown) = (0, .now)
        }
        Console.redraw(Self.text(inView: inView.total, rate: rate, dropped: dropped.values.reduce(0, +)))
    }

    /// Erases the line, so that other output can replace it.
    func clear() {
        if isShown { Console.redraw("") }
    }

    static func text(inView people: PeopleCount, rate: Double, dropped: Int) -> String {
        let known = (MaskState.allCases.map(Optional.some) + [nil]).filter { people[$0] > 0 }
        let states = Dictionary(uniqueKeysWithValues: known.map { ($0, people[$0]) })
        let words = Phrases.states(states)
        return String(format: "%.1f", rate) + " frames/s  \(Phrases.count(people.total, "face"))"
            + (words.isEmpty ? "" : ": \(words)") + (dropped > 0 ? "  \(dropped) dropped" : "")
    }
}
