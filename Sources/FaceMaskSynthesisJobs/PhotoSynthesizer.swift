internal import FaceMask
internal import FaceMaskConcurrency
internal import FaceMaskCore
internal import FaceMaskMedia
internal import Foundation

/// Several variants of one photo, created together.
struct PhotoVariants: Sendable {
    let photo: SynthesisPhotos.Photo
    let variants: Range<Int>

    /// The maximum number of variants: a killed run loses all of them, since their records are written together.
    private static let maximumCount = 32

    var keys: [SynthesisRecord.Key] { variants.map(key) }

    func key(_ variant: Int) -> SynthesisRecord.Key { SynthesisRecord.Key(photo: photo.identity, variant: variant) }

    /// Divides all variants of all photos. Those of a photo stay together, so that its faces are found once, unless
    /// there are fewer photos than threads.
    static func all(
        of photos: [SynthesisPhotos.Photo], settings: SynthesisSettings, parallelism: Int
    ) -> [PhotoVariants] {
        let pictures = photos.count * settings.variants
        let count = min(max((pictures + parallelism - 1) / parallelism, 1), maximumCount)
        return photos.flatMap { photo in
            stride(from: 1, through: settings.variants, by: count).map { first in
                PhotoVariants(photo: photo, variants: first..<min(first + count, settings.variants + 1))
            }
        }
    }
}

/// Creates variants of photos and writes their pictures. Several photos may be processed at once.
struct PhotoSynthesizer: Sendable {
    let finder: BareFaceFinder
    let masker: FaceMasker
    let folder: SynthesisFolder
    let explains: Bool
    /// The pixels of the photos in memory: at most those of two photos of 16 megapixels.
    private let pixels = AsyncSemaphore(limit: 32_000_000)

    init(finder: BareFaceFinder, masker: FaceMasker, folder: SynthesisFolder, explains: Bool) {
        (self.finder, self.masker, self.folder, self.explains) = (finder, masker, folder, explains)
    }

    /// The records of variants whose pictures were written.
    struct Outcome: Sendable {
        let work: PhotoVariants
        var records: [SynthesisRecord] = []
        /// The failure after these, if any.
        var failure: Failure?
    }

    /// The limits of the JPEG quality: below them a picture is useless for training, above them it only gets larger.
    private static let qualities = 60...95
    /// The JPEG quality for photos of unknown quality.
    private static let defaultQuality = 92

    /// Creates the variants that `earlier` doesn't contain. If the task is cancelled, returns those that are complete.
    func synthesize(
        _ work: PhotoVariants, earlier: [SynthesisRecord.Key: SynthesisRecord]
    ) async -> Outcome {
        var outcome = Outcome(work: work)
        let missing = missingVariants(of: work, earlier)
        guard !missing.isEmpty else { return outcome }
        let url = URL(filePath: work.photo.path)
        // A photo that can't be read counts as empty; reading it below reports the reason.
        let size = (try? PictureReader().size(of: url)).map { $0.width * $0.height } ?? 0
        do {
            try await pixels.withPermits(size) {
                let image = try Image(contentsOf: url)
                let hash = SHA256.hexadecimal(of: try Data(contentsOf: url))
                let candidates = try await finder.candidates(in: image)
                for variant in missing where !Task.isCancelled {
                    var record = SynthesisRecord(
                        source: work.photo.path, sourceHash: hash, name: work.photo.stem, variant: variant,
                        width: image.width, height: image.height, faces: [])
                    let masked = try masker.mask(
                        candidates, of: work.photo, variant: variant, in: image, explains: explains)
                    record.faces = masked.faces
                    try write(masked, of: work.photo, &record)
                    outcome.records.append(record)
                }
            }
        } catch is CancellationError {
            return outcome
        } catch {
            outcome.failure = Failure(error)
        }
        return outcome
    }

    /// Returns the variants without a record, or with one of another photo.
    private func missingVariants(
        of work: PhotoVariants, _ earlier: [SynthesisRecord.Key: SynthesisRecord]
    ) -> [Int] {
        let known = work.variants.filter { earlier[work.key($0)] != nil }
        guard !known.isEmpty, let hash = Self.hash(of: work.photo.path) else { return Array(work.variants) }
        return work.variants.filter { variant in
            guard let record = earlier[work.key(variant)], record.sourceHash == hash else { return true }
            let stem = SynthesisNames.name(record.name, variant: variant)
            return explains && record.hasPicture && !folder.isExplained(stem: stem)
        }
    }

    /// Returns `nil` if there is no such file, which is reported when it is read.
    private static func hash(of path: String) -> String? {
        var status = stat()
        guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return (try? Data(contentsOf: URL(filePath: path))).map { SHA256.hexadecimal(of: $0) }
    }

    private func write(
        _ masked: FaceMasker.MaskedPhoto, of photo: SynthesisPhotos.Photo, _ record: inout SynthesisRecord
    ) throws {
        guard let picture = masked.image, let state = record.mainState else { return }
        let stem = SynthesisNames.name(photo.stem, variant: record.variant)
        let isPNG = photo.path.lowercased().hasSuffix(".png")
        let file = folder.file(stem: stem, state: state, fileExtension: isPNG ? "png" : "jpg")
        // Compressed like the photo, so that the object has the same artefacts as its surroundings.
        let quality = (isPNG ? nil : JPEGQuality.estimate(of: URL(filePath: photo.path))) ?? Self.defaultQuality
        let limits = Self.qualities
        let writer = PictureWriter(jpegQuality: min(max(quality, limits.lowerBound), limits.upperBound))
        record.fileSize = try folder.write(picture, as: file, with: writer)
        record.file = file
        if let steps = masked.steps { try folder.write(steps, stem: stem) }
    }
}
