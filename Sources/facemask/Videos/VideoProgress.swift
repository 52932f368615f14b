import FaceMaskCore
import FaceMaskMedia

/// How far a video is, on a terminal; by time, since frames need not come evenly.
struct VideoProgress {
    private var line: ProgressLine
    private let start: Double
    private let total: Int

    /// Tenths of a second are shown well enough, and counted in whole numbers.
    private static let stepsPerSecond = 10.0

    init(_ information: VideoInformation, _ selection: FrameSelection, isShown: Bool) {
        start = selection.start
        let rest = information.duration.map { max($0 - selection.start, 0) }
        let seconds = [rest, selection.duration].compactMap(\.self).min() ?? 0
        total = Int(min(seconds * Self.stepsPerSecond, 1e9))
        line = ProgressLine(title: "Looking", total: total, isShown: isShown, unit: .tenthsOfSeconds)
    }

    mutating func show(time: Double) {
        line.show(done: min(max(Int((time - start) * Self.stepsPerSecond), 0), total))
    }

    func clear() { line.clear() }
}
