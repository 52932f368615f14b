internal import FaceMaskCore
internal import FaceMaskDatasets
internal import FaceMaskFormats

/// Collects cropped photos in order, groups near-copies among them and completes the crop set.
struct CropSetBuilder {
    private let folder: CropSetFolder
    private let total: Int
    private let report: JobUpdate.Receiver
    private var done = 0
    private var summary = CropSummary()
    private var crops: [(crop: FaceCrop, photo: Int)] = []
    private var fingerprints: [PhotoFingerprint] = []
    private var unusedDecisions: Set<String>
    private var firstFailure: Failure?

    init(folder: CropSetFolder, decisions: CropDecisions, total: Int, report: @escaping JobUpdate.Receiver) {
        self.folder = folder
        self.total = total
        self.report = report
        unusedDecisions = decisions.subjects
        report(.progress(.init(Self.stage, done: 0, of: total)))
    }

    private static let stage = "Cutting"

    /// Adds a photo.
    ///
    /// - Throws: The photo's failure if its crops could not be written: on a full disk the others would fail, too.
    mutating func receive(_ photo: CutPhoto) throws {
        try Task.checkCancellation()
        done += 1
        summary.add(photo)
        unusedDecisions.subtract(photo.usedDecisions)
        if let failure = photo.failure {
            if failure.category == .inputOutput { throw failure }
            firstFailure = firstFailure ?? failure
            report(.failure(failure))
        }
        if let fingerprint = photo.fingerprint, !photo.crops.isEmpty {
            crops += photo.crops.map { ($0, fingerprints.count) }
            fingerprints.append(fingerprint)
        }
        report(.progress(.init(Self.stage, done: done, of: total)))
    }

    /// Writes the records and the summary.
    ///
    /// - Throws: `Failure` if no face was found, or the crop set can't be written.
    func finish() throws -> CropPreparation.Result {
        report(.progressEnded)
        guard !crops.isEmpty else {
            throw Failure(.badData, "No face was found in \(Phrases.count(total, "photo")), so there is no crop set.")
        }
        report(.note("Grouping near-copies among \(Phrases.count(fingerprints.count, "photo")) …"))
        let groups = PhotoGroups.groups(of: fingerprints)
        let records = crops.map { crop, photo in
            var crop = crop
            crop.group = groups[photo]
            return crop
        }
        let text = summary.text(of: records, groups: GroupSummary(of: groups))
        try folder.finish(records, summary: text)
        return CropPreparation.Result(
            summary: text, unusedDecisions: unusedDecisions.sorted(), firstFailure: firstFailure)
    }
}
