import FaceMask
import FaceMaskConcurrency
import Foundation
import Media
import Synthesis

/// Some pictures to make of one photo.
struct SynthesisJob: Sendable {
    let photo: SynthesisPhotos.Photo
    let variants: Range<Int>

    /// More at once would be long without a record: what a killed run loses.
    private static let mostVariants = 32

    var keys: [SynthesisRecord.Key] { variants.map(key) }

    func key(_ variant: Int) -> SynthesisRecord.Key { SynthesisRecord.Key(photo: photo.identity, variant: variant) }

    /// A photo's variants stay together, so that its faces are found once, unless there are fewer photos than threads.
    static func jobs(
        for photos: [SynthesisPhotos.Photo], settings: SynthesisSettings, parallelism: Int
    ) -> [SynthesisJob] {
        let pictures = photos.count * settings.variants
        let count = min(max((pictures + parallelism - 1) / parallelism, 1), mostVariants)
        return photos.flatMap { photo in
            stride(from: 1, through: settings.variants, by: count).map { first in
                SynthesisJob(photo: photo, variants: first..<min(first + count, settings.variants + 1))
            }
        }
    }
}

/// Does jobs; several at once.
struct SynthesisWork: Sendable {
    let finder: BareFaceFinder
    let masker: FaceMasker
    let folder: SynthesisFolder
    let explains: Bool
    private let pixels = AsyncSemaphore.pixels()

    init(finder: BareFaceFinder, masker: FaceMasker, folder: SynthesisFolder, explains: Bool) {
        (self.finder, self.masker, self.folder, self.explains) = (finder, masker, folder, explains)
    }

    /// What became of a job.
    struct Outcome: Sendable {
        let job: SynthesisJob
        var made: [SynthesisRecord] = []
        /// What went wrong after these.
        var failure: CommandFailure?
    }

    /// Worse than the first nobody wants to learn from, better than the second only costs room.
    private static let leastQuality = 60
    private static let greatestQuality = 95

    func outcome(of job: SynthesisJob, earlier: [SynthesisRecord.Key: SynthesisRecord]) async -> Outcome {
        var outcome = Outcome(job: job)
        let url = URL(filePath: job.photo.path)
        let open = open(job, earlier)
        guard !open.isEmpty else { return outcome }
        // What can't be read takes no room; reading says why.
        let count = (try? PictureReader().size(of: url)).map { $0.width * $0.height } ?? 0
        do {
            try await pixels.acquire(count)
            defer { pixels.release(count) }
            let image = try Image(contentsOf: url)
            let hash = SHA256.hexadecimal(of: try Data(contentsOf: url))
            let candidates = try await finder.candidates(in: image)
            for variant in open where !Interruption.isRequested {
                var record = SynthesisRecord(
                    source: job.photo.path, sourceHash: hash, name: job.photo.stem, variant: variant,
                    width: image.width,
                    height: image.height, faces: [])
                let made = try masker.made(of: job.photo, variant: variant, candidates, in: image, explains: explains)
                record.faces = made.faces
                try write(made, of: job.photo, &record)
                outcome.made.append(record)
            }
        } catch {
            outcome.failure = CommandFailure(error)
        }
        return outcome
    }

    /// The variants that aren't there yet, or were made of another photo.
    private func open(_ job: SynthesisJob, _ earlier: [SynthesisRecord.Key: SynthesisRecord]) -> [Int] {
        let known = job.variants.filter { earlier[job.key($0)] != nil }
        guard !known.isEmpty, let hash = Self.hash(of: job.photo.path) else { return Array(job.variants) }
        return job.variants.filter { variant in
            guard let record = earlier[job.key(variant)], record.sourceHash == hash else { return true }
            let stem = SynthesisNames.name(record.name, variant: variant)
            return explains && record.isMade && !folder.isExplained(stem: stem)
        }
    }

    /// `nil` for what is no file, which reading will say.
    private static func hash(of path: String) -> String? {
        var status = stat()
        guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return (try? Data(contentsOf: URL(filePath: path))).map { SHA256.hexadecimal(of: $0) }
    }

    private func write(_ made: FaceMasker.Made, of photo: SynthesisPhotos.Photo, _ record: inout SynthesisRecord) throws
    {
        guard let picture = made.image, let state = record.mainState else { return }
        let stem = SynthesisNames.name(photo.stem, variant: record.variant)
        let isPNG = photo.path.lowercased().hasSuffix(".png")
        let file = folder.file(stem: stem, state: state, fileExtension: isPNG ? "png" : "jpg")
        // As strongly compressed as the photo was: what is laid on gets the same blocks as what is around it.
        let quality = isPNG ? nil : JPEGQuality.estimate(of: URL(filePath: photo.path))
        let writer = PictureWriter(jpegQuality: min(max(quality ?? 92, Self.leastQuality), Self.greatestQuality))
        record.fileSize = try folder.write(picture, as: file, with: writer)
        record.file = file
        if let steps = made.steps { try folder.write(steps, stem: stem) }
    }
}
