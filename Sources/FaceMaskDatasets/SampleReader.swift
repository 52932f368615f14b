internal import FaceMaskConcurrency
package import FaceMaskCore
package import Foundation

/// Decodes picture files for training.
package protocol PictureReading: Sendable {
    /// Returns the upright picture at `url` and the box of the face to train on, `nil` for the whole picture.
    func picture(at url: URL) async throws -> (image: Image, face: Box?)
}

/// A hash over a file's bytes, such as SHA-256 in hexadecimal.
package typealias ContentHash = @Sendable (Data) throws -> String

/// A decoded picture: the input of a network, and the properties by which near-copies are recognised.
package struct Sample: Hashable, Sendable {
    /// The file and its label.
    package let picture: LabelledPicture
    /// The whole picture or its face, at the network's input size.
    package let cutout: Image
    /// Equal for files with the same bytes.
    package let contentHash: String
    /// Similar for similar pictures.
    package let perceptualHash: PerceptualHash

    /// Creates a sample.
    package init(
        picture: LabelledPicture, cutout: Image, contentHash: String, perceptualHash: PerceptualHash
    ) {
        self.picture = picture
        self.cutout = cutout
        self.contentHash = contentHash
        self.perceptualHash = perceptualHash
    }
}

/// A picture that can't be used.
package struct UnreadablePicture: Hashable, Sendable {
    /// The file, as the dataset lists it.
    package let picture: LabelledPicture
    /// The reader's error.
    package let reason: String
}

/// The pictures of a dataset after reading, in the dataset's order.
package struct SampleSet: Sendable {
    /// The readable pictures.
    package let samples: [Sample]
    /// The unreadable pictures.
    package let unreadable: [UnreadablePicture]

    /// The number of files whose bytes equal those of an earlier one.
    package var repeatedContents: Int { samples.count - Set(samples.map(\.contentHash)).count }
}

/// Reads each picture of a dataset once.
package struct SampleReader: Sendable {
    private let preprocessing: Preprocessing
    private let pictures: any PictureReading
    private let contentHash: ContentHash

    /// Creates a reader that crops inputs by `preprocessing`.
    package init(preprocessing: Preprocessing, pictures: any PictureReading, contentHash: @escaping ContentHash) {
        self.preprocessing = preprocessing
        self.pictures = pictures
        self.contentHash = contentHash
    }

    /// Reads pictures, `width` at a time. Those that can't be read are listed in the result.
    ///
    /// All inputs are kept in memory: three bytes for each pixel, 150 MB for 1,000 pictures at 224 × 224. `progress` is
    /// called after each picture, one call at a time. Throws `DatasetError` if a whole class is unreadable, and
    /// `CancellationError` if the task is cancelled.
    package func samples(
        of pictures: [LabelledPicture], width: Int = ProcessInfo.processInfo.activeProcessorCount,
        progress: @Sendable (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) async throws -> SampleSet {
        precondition(width > 0, "at least one picture is read at a time")
        var outcomes: [Outcome] = []
        try await orderedMap(pictures, parallelism: width, waiting: width) {
            await outcome(of: $0)
        } receive: { outcome in
            outcomes.append(outcome)
            progress(outcomes.count, pictures.count)
        }
        try Task.checkCancellation()
        return try Self.collect(outcomes, of: pictures)
    }

    /// Returns a hash of a set of pictures that is independent of their names and order: the content hash of the sorted
    /// content hashes, one per line.
    package func dataHash(of samples: [Sample]) throws -> String {
        let lines = samples.map { $0.contentHash + "\n" }.sorted(by: FolderWalk.byteOrder)
        return try contentHash(Data(lines.joined().utf8))
    }

    private enum Outcome: Sendable {
        case read(Sample)
        case skipped(UnreadablePicture)
    }

    private func outcome(of picture: LabelledPicture) async -> Outcome {
        do {
            let (image, face) = try await pictures.picture(at: picture.url)
            let cutout =
                face.map { preprocessing.cutout(ofFace: $0, in: image) }
                ?? preprocessing.cutout(of: Box(width: image.width, height: image.height), from: image)
            let hash = try contentHash(Data(contentsOf: picture.url))
            return .read(
                Sample(
                    picture: picture, cutout: cutout, contentHash: hash, perceptualHash: PerceptualHash(of: cutout)))
        } catch {
            return .skipped(UnreadablePicture(picture: picture, reason: String(describing: error)))
        }
    }

    private static func collect(_ outcomes: [Outcome], of pictures: [LabelledPicture]) throws -> SampleSet {
        var samples: [Sample] = []
        var unreadable: [UnreadablePicture] = []
        for outcome in outcomes {
            switch outcome {
            case .read(let sample): samples.append(sample)
            case .skipped(let picture): unreadable.append(picture)
            }
        }
        let readable = Set(samples.map(\.picture.state))
        for state in FolderDataset.stateOrder where !readable.contains(state) {
            let lost = unreadable.filter { $0.picture.state == state }
            guard let first = lost.first else { continue }
            let reason =
                "none of its \(lost.count) picture(s) can be read, the first one, "
                + "'\(first.picture.relativePath)', because: \(first.reason)"
            throw DatasetError(.classUnreadable, subject: state.label, reason: reason)
        }
        return SampleSet(samples: samples, unreadable: unreadable)
    }
}
