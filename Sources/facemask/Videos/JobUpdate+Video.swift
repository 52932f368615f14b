import FaceMaskCore
import FaceMaskMedia

extension JobUpdate.Progress {
    /// Tenths of a second are fine enough, and are counted in whole numbers.
    private static let stepsPerSecond = 10.0

    /// How far a video is at `time`, in seconds; by time, since frames need not come evenly.
    init(_ time: Double, of information: VideoInformation, _ selection: FrameSelection) {
        let rest = information.duration.map { max($0 - selection.start, 0) }
        let seconds = [rest, selection.duration].compactMap(\.self).min() ?? 0
        let total = Int(min(seconds * Self.stepsPerSecond, 1e9))
        let done = min(max(Int((time - selection.start) * Self.stepsPerSecond), 0), total)
        self.init("Analyzing", done: done, of: total, unit: .tenthsOfSeconds)
    }
}
