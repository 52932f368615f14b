import FaceMask
import FaceMaskAnnotation
import FaceMaskCore
import FaceMaskDetectionJobs
import FaceMaskEvents
import FaceMaskFormats
import FaceMaskMedia
import FaceMaskSinks
import FaceMaskWatching
import Foundation

/// The output of `detect`: writes results in order, shows progress, and prints a summary at the end.
///
/// There is no `EventHub` here. A hub keeps a slow consumer from holding up a camera and another one's failure from ending
/// the watch; nothing is live here, photos have no events, their results go to the same sink between those of videos,
/// and a result that can't be written ends the run at once.
final class DetectRun {
    private var sink: any ResultSink
    private let table: PeopleTable?
    private let total: Int
    private let reporter: ConsoleReporter
    private let start = ContinuousClock.now
    private var done = 0
    private var photos = PhotoTotals()
    private var videos = VideoTotals()
    private var people = PeopleCount()
    private var failureCount = 0

    init(sink: any ResultSink, table: PeopleTable?, total: Int, reporter: ConsoleReporter) {
        self.sink = sink
        self.table = table
        self.total = total
        self.reporter = reporter
    }

    func receive(_ outcome: PhotoOutcome) throws {
        reporter.clear()
        switch outcome {
        case .failed(let failure, let source): try report(failure, of: source)
        case .analyzed(let photo, _, let annotated):
            try sink.receive(photo)
            if case .failure(let failure) = annotated { report(failure) }
        }
        photos.add(outcome)
        advance()
    }

    /// Writes what is found in a video while it is analyzed.
    func receive(_ event: WatchEvent) throws {
        reporter.clear()
        try sink.receive(event)
        if case .person(let person) = event.body, person.kind == .left {
            people.add(person.person.verdict.state)
            try table?.add(person, in: event.source.name)
        }
    }

    /// Counts a video and reports what went wrong with it.
    func receive(_ video: SessionSummary) throws {
        reporter.clear()
        // The results have got it already, as the last event.
        if let failure = video.sourceFailure { report(failure) }
        for failure in video.outputFailures { try report(failure, of: video.source) }
        if video.brokenFrames > 0 {
            let frames = Phrases.count(video.brokenFrames, "frame")
            reporter.show(.note("\(video.source): \(frames) could not be decoded."))
        }
        if let reason = video.omittedSound {
            reporter.show(.note("\(video.source): the marked video has no sound, since \(reason)."))
        }
        videos.add(video)
        advance()
    }

    /// Takes the events of a video, of which the `selection` is read, and shows how far it is.
    func observer(_ selection: FrameSelection) -> SourceSession.Observer {
        SourceSession.Observer(
            receive: { try self.receive($0) },
            progressed: { time, information in
                self.reporter.show(.progress(JobUpdate.Progress(time, of: information, selection)))
            })
    }

    private func report(_ failure: Failure, of source: String) throws {
        try sink.receive(SourceFailure(source: source, sentence: failure.sentence))
        report(failure)
    }

    private func report(_ failure: Failure) {
        failureCount += 1
        reporter.show(.failure(failure))
    }

    private func advance() {
        done += 1
        reporter.show(.progress(.init("Analyzing", done: done, of: total)))
    }

    /// Ends the output, writes the contact sheet and prints the summary.
    func finish(wasInterrupted: Bool, contactSheet: String?) throws {
        reporter.show(.progressEnded)
        try sink.finish()
        do {
            try table?.finish()
        } catch {
            report(Failure(error))
        }
        let sheet = contactSheet.flatMap { write(contactSheet: $0) }
        (summary + [sheet].compactMap(\.self)).forEach { reporter.show(.note($0)) }
        if wasInterrupted {
            Console.say(
                "facemask: Interrupted after \(done) of \(Phrases.count(total, "source")); what is written is whole.")
        }
    }

    /// Writes the annotated photos side by side and returns a line about it; `nil` where there are none.
    private func write(contactSheet path: String) -> String? {
        guard !photos.annotatedPaths.isEmpty else { return nil }
        do {
            let sheet = try ContactSheet(ofPicturesAt: photos.annotatedPaths.map { URL(filePath: $0) })
            try MediaError.naming(path) { () throws(MediaError) in
                try sheet.write(to: URL(filePath: path))
            }
            let all = photos.annotatedPaths.count
            return "Contact sheet: \(path)" + (sheet.count < all ? " (\(sheet.count) of \(all) pictures)" : "")
        } catch {
            report(Failure(error))
            return nil
        }
    }

    private var summary: [String] {
        var lines: [String] = []
        if photos.photos > 0 || videos.count == 0 { lines += photoSummary }
        if videos.count > 0 {
            lines += videos.sentences(people: people)
            if failureCount > 0, photos.photos == 0 { lines.append(Phrases.count(failureCount, "failure")) }
        }
        return lines
    }

    private var photoSummary: [String] {
        let states = Phrases.states(photos.states)
        let found = "\(Phrases.count(photos.photos, "picture")), \(Phrases.count(photos.faces, "face"))"
        let failures = failureCount > 0 ? "; \(Phrases.count(failureCount, "failure"))" : ""
        var lines = [found + (states.isEmpty ? "" : ": \(states)") + failures]
        guard photos.photos > 0 else { return lines }
        lines.append("\(rounded(start.duration(to: .now) / photos.photos)) ms a picture (\(stages))")
        if let first = photos.annotatedPaths.first {
            let more = photos.annotatedPaths.count - 1
            lines.append(more == 0 ? "Marked picture: \(first)" : "Marked pictures: \(first) and \(more) more")
        }
        return lines
    }

    private var stages: String {
        let times = photos.times
        return [
            ("reading", times.reading), ("finding faces", times.detection), ("classifying", times.classification),
            ("marking", times.annotation),
        ].filter { $0.1 > .zero }.map { "\($0.0) \(rounded($0.1 / photos.photos)) ms" }.joined(separator: ", ")
    }

    private func rounded(_ duration: Duration) -> String { String(format: "%.1f", duration.inMilliseconds) }
}
