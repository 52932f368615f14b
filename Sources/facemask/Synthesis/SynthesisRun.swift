import ArgumentParser
import FaceMask
import Foundation
import Media
import Synthesis

/// Makes pictures of photos, several at once, and says how it went.
struct SynthesisRun {
    /// One picture to make.
    private struct Job: Sendable {
        let photo: SynthesisPhotos.Photo
        let variant: Int
    }

    /// What became of it.
    private enum Outcome: Sendable {
        case done(SynthesisRecord)
        case failed(CommandFailure)
    }

    private let folder: SynthesisFolder
    private let settings: SynthesisSettings
    private let isQuiet: Bool
    private let explains: Bool
    private let previews: Bool
    private let jobs: [Job]
    private let start = ContinuousClock.now
    private var progress: ProgressLine
    private var records: [SynthesisRecord] = []
    private var failures: [CommandFailure]
    private var made = 0

    init(
        folder: SynthesisFolder, photos: SynthesisPhotos, settings: SynthesisSettings, isQuiet: Bool, explains: Bool,
        previews: Bool
    ) throws {
        (self.folder, self.settings, self.isQuiet) = (folder, settings, isQuiet)
        (self.explains, self.previews) = (explains, previews)
        jobs = photos.all.flatMap { photo in (1...settings.variants).map { Job(photo: photo, variant: $0) } }
        failures = photos.failures
        progress = ProgressLine(title: "Laying masks", total: jobs.count, isShown: !isQuiet)
        try folder.makeFolders(MaskState.allCases, explains: explains)
    }

    mutating func work(with masker: FaceMasker) async throws {
        for failure in failures { Console.say("facemask: \(printable(failure.sentence))") }
        Interruption.listen()
        let (folder, explains) = (folder, explains)
        let open = jobs.filter { folder.earlier[Self.key($0)] == nil }
        records = Array(folder.earlier.values)
        try await workInOrder(
            on: open, parallelism: masker.parallelism + 1, while: { !Interruption.isRequested },
            { job in await Self.outcome(of: job, masker, folder, explains: explains) }, receive: { try receive($0) })
        try finish()
    }

    private static func key(_ job: Job) -> String { "\(job.variant)/\(job.photo.stem)" }

    private static func outcome(
        of job: Job, _ masker: FaceMasker, _ folder: SynthesisFolder, explains: Bool
    ) async -> Outcome {
        do {
            let url = URL(filePath: job.photo.path)
            let image = try Image(contentsOf: url)
            var made = try await masker.made(of: job.photo, variant: job.variant, image: image, explains: explains)
            guard let picture = made.image, let state = made.record.mainState else { return .done(made.record) }
            let stem = job.photo.stem + (job.variant > 1 ? "-v\(job.variant)" : "")
            let isPNG = job.photo.path.lowercased().hasSuffix(".png")
            let file = folder.file(stem: stem, state: state, fileExtension: isPNG ? "png" : "jpg")
            // As strongly compressed as the photo was: what is laid on gets the same blocks as what is around it.
            let quality = isPNG ? nil : JPEGQuality.estimate(of: url)
            let writer = PictureWriter(jpegQuality: min(max(quality ?? 92, leastQuality), greatestQuality))
            try writer.write(picture, to: URL(filePath: "\(folder.path)/\(file)"))
            made.record.file = file
            try made.steps?.write(to: "\(folder.path)/explained", stem: stem, with: PictureWriter())
            return .done(made.record)
        } catch {
            return .failed(CommandFailure(error))
        }
    }

    /// Worse than the first nobody wants to learn from, better than the second only costs room.
    private static let leastQuality = 60
    private static let greatestQuality = 95

    private mutating func receive(_ outcome: Outcome) throws {
        made += 1
        switch outcome {
        case .done(let record):
            try folder.append(record)
            records.append(record)
        case .failed(let failure):
            // A full disk will not empty itself: what follows would only fail the same way.
            if failure.exitCode == .inputOutput { throw failure }
            failures.append(failure)
            progress.clear()
            Console.say("facemask: \(printable(failure.sentence))")
        }
        progress.show(done: made)
    }

    private mutating func finish() throws {
        progress.clear()
        let order = Dictionary(
            jobs.enumerated().map { (Self.key($0.element), $0.offset) }, uniquingKeysWith: { first, _ in first })
        records = records.filter { order[$0.key] != nil }.sorted {
            order[$0.key, default: 0] < order[$1.key, default: 0]
        }
        try folder.finish(records)
        if previews, let sheet = try PreviewSheet(records, in: folder.path) {
            try PictureWriter().write(sheet.image, to: URL(filePath: "\(folder.path)/preview.jpg"))
        }
        if Interruption.isRequested {
            Console.say(
                "facemask: Interrupted after \(records.count) of \(jobs.count) pictures; give the same command with "
                    + "--resume to go on.")
            Interruption.end()
        }
        if !isQuiet { summarize() }
        if let first = failures.first { throw first.exitCode }
        guard records.contains(where: \.isMade) else {
            throw CommandFailure(sentence: "No bare face was found that a mask could be laid on.", exitCode: .badData)
        }
    }

    private func summarize() {
        let faces = records.flatMap(\.faces)
        let laid = faces.filter { $0.recipe != nil }
        let states = Dictionary(grouping: laid) { $0.state.flatMap { MaskState(label: $0) } }.mapValues(\.count)
        Console.say(
            "\(Words.count(records.count(where: \.isMade), "picture")) with \(Words.count(laid.count, "face")) made"
                + (laid.isEmpty ? "" : ": \(Words.states(states))"))
        let without = records.count { $0.faces.isEmpty }
        let skipped = SkipReason.allCases.compactMap { reason -> String? in
            let count = faces.count { $0.reason == reason }
            return count > 0 ? "\(count) \(reason.rawValue)" : nil
        }
        let left = skipped + (without > 0 ? ["\(Words.count(without, "photo")) without a face"] : [])
        if !left.isEmpty { Console.say("Left as they were: \(left.joined(separator: ", "))") }
        let seconds = start.duration(to: .now).milliseconds / 1000
        if made > 0 {
            Console.say(String(format: "%.1f faces a second in %.1f s in all.", Double(laid.count) / seconds, seconds))
        }
    }
}

extension SynthesisRecord {
    /// What the largest face shows that something was laid on: the picture's class.
    var mainState: MaskState? {
        faces.first { $0.recipe != nil }?.state.flatMap { MaskState(label: $0) }
    }
}
