internal import FaceMaskCore

/// Collects the outcomes of photos, in their order, and writes their records.
struct SynthesisCollection {
    let folder: SynthesisFolder
    private let start = ContinuousClock.now
    private let wanted: [SynthesisRecord.Key]
    /// The records of this run and of earlier ones.
    private(set) var records: [SynthesisRecord.Key: SynthesisRecord]
    /// Whether records of earlier runs were replaced.
    private(set) var replacesSome = false
    private(set) var firstFailure: Failure?
    private var failedPhotos: Set<String> = []
    /// The number of pictures that were attempted.
    private(set) var done = 0
    private var newRecordCount = 0
    private var newFaceCount = 0

    init(folder: SynthesisFolder, pieces: [PhotoVariants]) {
        self.folder = folder
        wanted = pieces.flatMap(\.keys)
        records = Dictionary(folder.earlier.map { ($0.key, $0) }, uniquingKeysWith: { $1 })
    }

    /// Reports a failure and keeps the first one.
    mutating func add(_ failure: Failure, _ report: JobUpdate.Receiver) {
        firstFailure = firstFailure ?? failure
        report(.failure(failure))
    }

    /// Writes the records of a photo; its failure is reported once.
    ///
    /// - Throws: The photo's failure if its picture could not be written: on a full disk the others would fail, too.
    mutating func add(_ outcome: PhotoSynthesizer.Outcome, _ report: JobUpdate.Receiver) throws {
        for record in outcome.records {
            try folder.append(record)
            if let old = records.updateValue(record, forKey: record.key) {
                replacesSome = true
                if let file = old.file, file != record.file { folder.remove(file) }
            }
            newRecordCount += 1
            newFaceCount += record.faces.count { $0.recipe != nil }
        }
        done += outcome.work.variants.count
        guard let failure = outcome.failure else { return }
        if failure.category == .inputOutput { throw failure }
        if failedPhotos.insert(outcome.work.photo.path).inserted { add(failure, report) }
    }

    /// Returns the result, with records of pictures that weren't requested this time at the end: they are in the folder
    /// too.
    func result(isComplete: Bool) -> SynthesisResult {
        let known = Set(wanted)
        let all = wanted + folder.earlier.map(\.key).filter { !known.contains($0) }
        return SynthesisResult(
            records: all.compactMap { records[$0] }, wantedCount: wanted.count, newRecordCount: newRecordCount,
            newFaceCount: newFaceCount, duration: start.duration(to: .now), isComplete: isComplete)
    }
}
