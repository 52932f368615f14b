import FaceMaskCore
import FaceMaskFormats
import FaceMaskWatching
import Foundation

/// What was found in all videos of a run.
struct VideoTotals {
    private(set) var count = 0
    private var frames = 0
    private var analyzedFrames = 0
    private var seconds = 0.0
    private var elapsed = Duration.zero
    private var times = StageTimes()
    private var annotationTime = Duration.zero
    private var annotatedPaths: [String] = []

    /// A video of which nothing could be read is a failure and no video.
    mutating func add(_ video: SessionSummary) {
        guard !video.isEmpty || video.sourceFailure == nil && video.outputFailures.isEmpty else { return }
        count += 1
        frames += video.frames
        analyzedFrames += video.analyzedFrames
        seconds += video.seconds
        elapsed += video.elapsed
        times.detection += video.analysisTimes.detection
        times.classification += video.analysisTimes.classification
        annotationTime += video.annotationTime
        if let path = video.annotatedPath { annotatedPaths.append(path) }
    }

    func sentences(people: PeopleCount) -> [String] {
        var lines = ["\(Phrases.count(count, "video")), \(Phrases.count(frames, "frame")), \(Phrases.people(people))"]
        if frames > 0, elapsed > .zero {
            let speed = String(format: "%.1f", seconds / elapsed.inMilliseconds * 1000)
            var stages = [String]()
            if analyzedFrames > 0 {
                stages.append("finding faces \(rounded(times.detection / analyzedFrames)) ms")
                stages.append("classifying \(rounded(times.classification / analyzedFrames)) ms a look")
            }
            if !annotatedPaths.isEmpty { stages.append("marking \(rounded(annotationTime / frames)) ms a frame") }
            lines.append(
                "\(rounded(elapsed / frames)) ms a frame, \(speed) times as fast as the video plays "
                    + "(\(stages.joined(separator: ", ")))")
        }
        if let first = annotatedPaths.first {
            lines.append(
                annotatedPaths.count == 1
                    ? "Marked video: \(printable(first))"
                    : "Marked videos: \(printable(first)) and \(annotatedPaths.count - 1) more")
        }
        return lines
    }

    private func rounded(_ duration: Duration) -> String { String(format: "%.1f", duration.inMilliseconds) }
}
