import FaceMaskEvents
import FaceMaskFormats
import FaceMaskCore
import ArgumentParser
import FaceMask
import Foundation
import FaceMaskSinks

/// Receives the results of `detect` in order: hands them on, counts them, and says at the end how it went.
struct DetectRun {
    private var sink: any ResultSink
    private let isQuiet: Bool
    private let start = ContinuousClock.now
    private let total: Int
    private var progress: ProgressLine
    private var done = 0
    private var pictures = 0
    private var videos = VideoTotals()
    private var states: [MaskState?: Int] = [:]
    private var times = PictureTimes()
    private var annotatedPaths: [String] = []
    private var failures: [Failure] = []
    private var people: PeopleTable

    init(sink: any ResultSink, people: PeopleTable, total: Int, isQuiet: Bool) {
        self.sink = sink
        self.people = people
        self.isQuiet = isQuiet
        self.total = total
        progress = ProgressLine(title: "Looking", total: total, isShown: !isQuiet)
    }

    mutating func receive(_ result: PictureResult) throws {
        done += 1
        progress.clear()
        switch result {
        case .failed(let failure, let source):
            try sink.receive(failure: SourceFailure(source: source, sentence: failure.sentence))
            note(failure)
        case .seen(let photo, let pictureTimes, let annotated):
            try sink.receive(photo)
            pictures += 1
            times += pictureTimes
            for sighting in photo.sightings { states[sighting.verdict.state, default: 0] += 1 }
            switch annotated {
            case .success(let path): annotatedPaths.append(path)
            case .failure(let failure): note(failure)
            case nil: break
            }
        }
        progress.show(done: done)
    }

    /// Takes what is learnt of a video while it is looked at.
    mutating func receive(_ news: AnalysisEvent, of source: String) throws {
        switch news {
        case .frame(let frame): try sink.receive(frame)
        case .event(let event):
            try sink.receive(event, in: source)
            people.receive(event, in: source)
        }
    }

    /// Takes how the looking at a video went.
    mutating func receive(_ result: VideoResult) throws {
        done += 1
        progress.clear()
        for failure in result.failures {
            try sink.receive(failure: SourceFailure(source: result.source, sentence: failure.sentence))
            note(failure)
        }
        if result.brokenFrames > 0, !isQuiet {
            Console.say(
                "\(printable(result.source)): \(Phrases.count(result.brokenFrames, "frame")) could not be decoded.")
        }
        if let reason = result.omittedSound, !isQuiet {
            Console.say("\(printable(result.source)): the marked video has no sound, since \(printable(reason)).")
        }
        videos.add(result)
        progress.show(done: done)
    }

    private mutating func note(_ failure: Failure) {
        failures.append(failure)
        Console.say("facemask: \(printable(failure.sentence))")
    }

    /// Throws the exit code of the first failure, when there was one.
    mutating func finish() throws {
        progress.clear()
        try sink.finish()
        do {
            try people.write()
        } catch {
            note(Failure(error))
        }
        if !isQuiet { summarize() }
        if Interruption.isRequested {
            Console.say(
                "facemask: Interrupted after \(done) of \(Phrases.count(total, "source")); what is written is whole.")
            Interruption.end()
        }
        if let first = failures.first { throw first.exitCode }
    }

    private func summarize() {
        if pictures > 0 || videos.count == 0 { summarizePictures() }
        if videos.count > 0 { videos.sentences(people: people.counts).forEach { Console.say($0) } }
        if videos.count > 0, !failures.isEmpty, pictures == 0 { Console.say(Phrases.count(failures.count, "failure")) }
    }

    private func summarizePictures() {
        let faces = states.values.reduce(0, +)
        let parts = Phrases.states(states)
        Console.say(
            "\(Phrases.count(pictures, "picture")), \(Phrases.count(faces, "face"))\(parts.isEmpty ? "" : ": \(parts)")"
                + (failures.isEmpty ? "" : "; \(Phrases.count(failures.count, "failure"))"))
        guard pictures > 0 else { return }
        let stages = [
            ("reading", times.reading), ("finding faces", times.detection), ("classifying", times.classification),
            ("marking", times.writing),
        ].filter { $0.1 > .zero }.map { "\($0.0) \(rounded($0.1 / pictures)) ms" }.joined(separator: ", ")
        Console.say("\(rounded(start.duration(to: .now) / pictures)) ms a picture (\(stages))")
        if let first = annotatedPaths.first {
            Console.say(
                annotatedPaths.count == 1
                    ? "Marked picture: \(printable(first))"
                    : "Marked pictures: \(printable(first)) and \(annotatedPaths.count - 1) more")
        }
    }

    private func rounded(_ duration: Duration) -> String { String(format: "%.1f", duration.inMilliseconds) }
}
