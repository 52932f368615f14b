import FaceMask
import FaceMaskAnnotation
import FaceMaskCore
import FaceMaskDetectionJobs
import FaceMaskEvents
import FaceMaskFormats
import FaceMaskMedia
import FaceMaskSinks
import Foundation

/// The output of `detect`: writes results in order, shows progress, and prints a summary at the end.
struct DetectRun {
    private var sink: any ResultSink
    private var people: PeopleTable
    private let total: Int
    private let reporter: ConsoleReporter
    private let start = ContinuousClock.now
    private var done = 0
    private var photos = PhotoTotals()
    private var videos = VideoTotals()
    private var failureCount = 0

    init(sink: any ResultSink, people: PeopleTable, total: Int, reporter: ConsoleReporter) {
        self.sink = sink
        self.people = people
        self.total = total
        self.reporter = reporter
    }

    mutating func receive(_ outcome: PhotoOutcome) throws {
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
    mutating func receive(_ event: AnalysisEvent, of source: String) throws {
        switch event {
        case .frame(let frame): try sink.receive(frame)
        case .event(let event):
            try sink.receive(event, in: source)
            people.receive(event, in: source)
        }
    }

    /// Counts a video and reports what went wrong with it.
    mutating func receive(_ result: VideoResult) throws {
        reporter.clear()
        for failure in result.failures { try report(failure, of: result.source) }
        if result.brokenFrames > 0 {
            let frames = Phrases.count(result.brokenFrames, "frame")
            reporter.show(.note("\(result.source): \(frames) could not be decoded."))
        }
        if let reason = result.omittedSound {
            reporter.show(.note("\(result.source): the marked video has no sound, since \(reason)."))
        }
        videos.add(result)
        advance()
    }

    private mutating func report(_ failure: Failure, of source: String) throws {
        try sink.receive(SourceFailure(source: source, sentence: failure.sentence))
        report(failure)
    }

    private mutating func report(_ failure: Failure) {
        failureCount += 1
        reporter.show(.failure(failure))
    }

    private mutating func advance() {
        done += 1
        reporter.show(.progress(.init("Analyzing", done: done, of: total)))
    }

    /// Ends the output, writes the contact sheet and prints the summary. Returns `wasInterrupted`.
    mutating func finish(wasInterrupted: Bool, contactSheet: String?) throws -> Bool {
        reporter.show(.progressEnded)
        try sink.finish()
        do {
            try people.write()
        } catch {
            report(Failure(error))
        }
        let sheet = contactSheet.flatMap { write(contactSheet: $0) }
        (summary + [sheet].compactMap(\.self)).forEach { reporter.show(.note($0)) }
        if wasInterrupted {
            Console.say(
                "facemask: Interrupted after \(done) of \(Phrases.count(total, "source")); what is written is whole.")
        }
        return wasInterrupted
    }

    /// Writes the annotated photos side by side and returns a line about it; `nil` where there are none.
    private mutating func write(contactSheet path: String) -> String? {
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
            lines += videos.sentences(people: people.counts)
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
