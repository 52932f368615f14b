import ArgumentParser
import FaceMask
import Foundation
import Sinks

/// Receives the results of `detect` in order: hands them on, counts them, and says at the end how it went.
struct DetectRun {
    private var sink: any SceneReceiving
    private let isQuiet: Bool
    private let start = ContinuousClock.now
    private let total: Int
    private var progress: ProgressLine
    private var done = 0
    private var pictures = 0
    private var states: [MaskState?: Int] = [:]
    private var times = PictureTimes()
    private var annotatedPaths: [String] = []
    private var failures: [CommandFailure] = []

    init(sink: any SceneReceiving, total: Int, isQuiet: Bool) {
        self.sink = sink
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
        case .seen(let scene, let pictureTimes, let annotated):
            try sink.receive(scene)
            pictures += 1
            times += pictureTimes
            for sighting in scene.sightings { states[sighting.verdict.state, default: 0] += 1 }
            switch annotated {
            case .success(let path): annotatedPaths.append(path)
            case .failure(let failure): note(failure)
            case nil: break
            }
        }
        progress.show(done: done)
    }

    private mutating func note(_ failure: CommandFailure) {
        failures.append(failure)
        Console.say("facemask: \(printable(failure.sentence))")
    }

    /// Throws the exit code of the first failure, when there was one.
    mutating func finish() throws {
        progress.clear()
        try sink.finish()
        if !isQuiet { summarize() }
        if Interruption.isRequested {
            Console.say(
                "facemask: Interrupted after \(done) of \(Words.count(total, "source")); what is written is whole.")
            Interruption.end()
        }
        if let first = failures.first { throw first.exitCode }
    }

    private func summarize() {
        let faces = states.values.reduce(0, +)
        let counts = MaskState.allCases.compactMap { state in states[state].map { "\($0) \(state.words)" } }
        let unsure = states[nil].map { ["\($0) unsure"] } ?? []
        let parts = (counts + unsure).joined(separator: ", ")
        Console.say(
            "\(Words.count(pictures, "picture")), \(Words.count(faces, "face"))\(parts.isEmpty ? "" : ": \(parts)")"
                + (failures.isEmpty ? "" : "; \(Words.count(failures.count, "failure"))"))
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

    private func rounded(_ duration: Duration) -> String { String(format: "%.1f", duration.milliseconds) }
}
