import FaceMaskFormats
import FaceMaskCore
import ArgumentParser
import FaceMask
import Foundation
import FaceMaskMedia
import FaceMaskSynthesis

/// Makes pictures of photos, several at once, and says how it went.
struct SynthesisRun {
    private let folder: SynthesisFolder
    private let work: SynthesisWork
    private let isQuiet: Bool
    private let previews: Bool
    private let jobs: [SynthesisJob]
    /// How many photos to work on at once.
    private let parallelism: Int
    /// Those of this run and of earlier ones.
    private var records: [SynthesisRecord.Key: SynthesisRecord]
    private var progress: ProgressLine
    private var summary = SynthesisSummary()
    private var replacesSome = false
    private var failures: [Failure]
    private var failedPhotos: Set<String> = []
    private var done = 0

    init(
        folder: SynthesisFolder, photos: SynthesisPhotos, work: SynthesisWork, parallelism: Int, isQuiet: Bool,
        previews: Bool
    ) throws {
        (self.folder, self.work, self.isQuiet, self.previews) = (folder, work, isQuiet, previews)
        self.parallelism = parallelism
        records = Dictionary(folder.earlier.map { ($0.key, $0) }, uniquingKeysWith: { $1 })
        jobs = SynthesisJob.jobs(for: photos.all, settings: work.masker.settings, parallelism: parallelism)
        failures = photos.failures
        progress = ProgressLine(
            title: "Laying masks", total: photos.all.count * work.masker.settings.variants, isShown: !isQuiet)
        if photos.madeEarlier > 0, !isQuiet {
            Console.say(
                "\(Phrases.count(photos.madeEarlier, "picture")) that an earlier run made left out: something is laid on "
                    + "already.")
        }
        try folder.makeFolders(explains: work.explains)
    }

    mutating func run() async throws {
        for failure in failures { Console.say("facemask: \(printable(failure.sentence))") }
        Interruption.listen()
        let (work, earlier) = (work, records)
        try await workInOrder(
            on: jobs, parallelism: parallelism + 1, while: { !Interruption.isRequested },
            { job in await work.outcome(of: job, earlier: earlier) }, receive: { try receive($0) })
        try finish()
    }

    private mutating func receive(_ outcome: SynthesisWork.Outcome) throws {
        for record in outcome.made {
            try folder.append(record)
            if let old = records.updateValue(record, forKey: record.key) {
                replacesSome = true
                if let file = old.file, file != record.file { folder.remove(file) }
            }
            summary.add(record)
        }
        done += outcome.job.variants.count
        if let failure = outcome.failure {
            // A full disk will not empty itself: what follows would only fail the same way.
            if failure.category == .inputOutput { throw failure }
            if failedPhotos.insert(outcome.job.photo.path).inserted {
                failures.append(failure)
                progress.clear()
                Console.say("facemask: \(printable(failure.sentence))")
            }
        }
        progress.show(done: done)
    }

    private mutating func finish() throws {
        progress.clear()
        let wanted = jobs.flatMap(\.keys)
        let known = Set(wanted)
        // What was made of photos that aren't named this time lies in the folder too.
        let all = (wanted + folder.earlier.map(\.key).filter { !known.contains($0) }).compactMap { records[$0] }
        if all.isEmpty, !Interruption.isRequested, let first = failures.first {
            folder.abandon()
            throw first.exitCode
        }
        try folder.finish(all, replacesSome: replacesSome)
        if previews, let sheet = try PreviewSheet(all, in: folder.path) {
            try PictureWriter().write(sheet.image, to: URL(filePath: "\(folder.path)/preview.jpg"))
        }
        if Interruption.isRequested {
            Console.say(
                "facemask: Interrupted after \(all.count) of \(wanted.count) pictures; give the same command with "
                    + "--resume to go on.")
            Interruption.end()
        }
        if !isQuiet { summary.lines(of: all).forEach(Console.say) }
        if let first = failures.first { throw first.exitCode }
        guard all.contains(where: \.isMade) else {
            throw Failure(.badData, "No bare face was found that a mask could be laid on.")
        }
    }
}
