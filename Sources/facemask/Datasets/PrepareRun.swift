import FaceMaskFormats
import FaceMaskCore
import ArgumentParser
import FaceMaskDatasets
import FaceMask
import Foundation

/// Receives the cut photos in order, groups them at the end and says how it went.
struct PrepareRun {
    private let folder: CropSetFolder
    private let decisions: CropDecisions
    private let total: Int
    private let isQuiet: Bool
    private let start = ContinuousClock.now
    private var progress: ProgressLine
    private var done = 0
    private var summary = CropSummary()
    private var crops: [(crop: FaceCrop, photo: Int)] = []
    private var fingerprints: [PhotoFingerprint] = []
    private var unfollowed: Set<String>
    private var firstFailure: Failure?

    init(folder: CropSetFolder, decisions: CropDecisions, total: Int, isQuiet: Bool) {
        self.folder = folder
        self.decisions = decisions
        self.total = total
        self.isQuiet = isQuiet
        progress = ProgressLine(title: "Cutting", total: total, isShown: !isQuiet)
        unfollowed = decisions.subjects
    }

    mutating func receive(_ photo: CutPhoto) throws {
        done += 1
        summary.add(photo)
        unfollowed.subtract(photo.followed)
        if let failure = photo.failure {
            // A full disk will not empty itself: what follows would only fail the same way.
            if failure.category == .inputOutput { throw failure }
            firstFailure = firstFailure ?? failure
            progress.clear()
            Console.say("facemask: \(printable(failure.sentence))")
        }
        if let fingerprint = photo.fingerprint, !photo.crops.isEmpty {
            crops += photo.crops.map { ($0, fingerprints.count) }
            fingerprints.append(fingerprint)
        }
        progress.show(done: done)
    }

    /// Throws the exit code of the first photo that could not be used, when there was one.
    mutating func finish() throws {
        progress.clear()
        if Interruption.isRequested {
            folder.removeIfUnfinished()
            Console.say("facemask: Interrupted after \(done) of \(total) photos; nothing is left of it.")
            Interruption.end()
        }
        guard !crops.isEmpty else {
            throw Failure(.badData, "No face was found in \(Phrases.count(total, "photo")), so there is no crop set.")
        }
        if !isQuiet { Console.say("Grouping near-copies among \(Phrases.count(fingerprints.count, "photo")) …") }
        let groups = PhotoGroups.groups(of: fingerprints)
        let records = crops.map { crop, photo in
            var crop = crop
            crop.group = groups[photo]
            return crop
        }
        let text = summary.text(of: records, groups: GroupSummary(of: groups))
        try folder.finish(records, summary: text)
        if !isQuiet {
            try Console.output(text)
            if !unfollowed.isEmpty {
                Console.say(
                    "\(Phrases.count(unfollowed.count, "decision")) about no picture of these sources, such as "
                        + "'\(printable(unfollowed.sorted()[0]))'.")
            }
            Console.say("\(start.duration(to: .now).phrase) in all.")
        }
        if let firstFailure { throw firstFailure.exitCode }
    }
}
