import FaceMaskCore
import FaceMaskFormats
import Foundation

/// A line on a terminal that shows who is in view right now.
struct LiveLine {
    let isShown: Bool
    private var present: [String: PeopleCount] = [:]
    private var lastFrames: [String: Int] = [:]
    private var dropped = 0
    private var frames = 0
    private var lastShown = ContinuousClock.now
    private var rate = 0.0

    /// Numbers that change faster can't be read.
    private static let interval = Duration.milliseconds(250)

    /// Shows nothing unless `isShown` and stderr is a terminal.
    init(isShown: Bool) { self.isShown = isShown && Console.isInteractive }

    mutating func show(_ frame: FrameResult) {
        guard isShown else { return }
        present[frame.source] = PeopleCount(frame.tracks)
        // The numbers of dropped frames are left out.
        if let last = lastFrames.updateValue(frame.frame, forKey: frame.source) {
            dropped += max(frame.frame - last - 1, 0)
        }
        frames += 1
        let elapsed = lastShown.duration(to: .now)
        if elapsed > Self.interval {
            rate = Double(frames) / elapsed.inMilliseconds * 1000
            (frames, lastShown) = (0, .now)
        }
        Console.redraw(Self.text(present: Array(present.values), rate: rate, dropped: dropped))
    }

    /// Erases the line, so that other output can replace it.
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
