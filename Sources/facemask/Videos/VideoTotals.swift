import FaceMaskDetectionJobs
import FaceMaskFormats
import FaceMaskCore
import FaceMask
import Foundation

/// What a command says at the end of all videos that it looked at.
struct VideoTotals {
    private(set) var count = 0
    private var frames = 0
    private var looks = 0
    private var seconds = 0.0
    private var elapsed = Duration.zero
    private var times = PhotoTimes()
    private var marked: [String] = []

    /// A video of which nothing could be read is a failure and no video.
    mutating func add(_ result: VideoResult) {
        guard result.frames > 0 || result.failures.isEmpty else { return }
        count += 1
        frames += result.frames
        looks += result.looks
        seconds += result.seconds
        elapsed += result.elapsed
        times += result.times
        if let path = result.marked { marked.append(path) }
    }

    func sentences(people: [MaskState?: Int]) -> [String] {
        let number = people.values.reduce(0, +)
        let states = Phrases.states(people)
        let whom = "\(Phrases.count(number, "person", "people"))\(states.isEmpty ? "" : ": \(states)")"
        var lines = ["\(Phrases.count(count, "video")), \(Phrases.count(frames, "frame")), \(whom)"]
        if frames > 0, elapsed > .zero {
            let speed = String(format: "%.1f", seconds / elapsed.inMilliseconds * 1000)
            var stages = [String]()
            if looks > 0 {
                stages.append("finding faces \(rounded(times.detection / looks)) ms")
                stages.append("classifying \(rounded(times.classification / looks)) ms a look")
            }
            if !marked.isEmpty { stages.append("marking \(rounded(times.annotation / frames)) ms a frame") }
            lines.append(
                "\(rounded(elapsed / frames)) ms a frame, \(speed) times as fast as the video plays "
                    + "(\(stages.joined(separator: ", ")))")
        }
        if let first = marked.first {
            lines.append(
                marked.count == 1
                    ? "Marked video: \(printable(first))"
                    : "Marked videos: \(printable(first)) and \(marked.count - 1) more")
        }
        return lines
    }

    private func rounded(_ duration: Duration) -> String { String(format: "%.1f", duration.inMilliseconds) }
}
