public import FaceMaskAnalysis
public import FaceMaskCore
internal import FaceMaskClassification
internal import FaceMaskDetection
internal import FaceMaskConcurrency
internal import FaceMaskInference
package import Foundation

/// Finds faces in pictures and classifies how each of them wears a mask.
///
///     let detector = try await MaskDetector.load()
///     let image = try Image(contentsOf: url)
///     let faces = try await detector.faces(in: image)
///
/// A detector holds two networks, which take tenths of a second to load; keep it. Any number of tasks may use it at once.
public struct MaskDetector: Sendable {
    /// The manifest in the classifier's file.
    public let manifest: ModelManifest
    /// The default for the least score of faces reported in photos, 0…1. It depends on the face detector.
    public let defaultScore: Float
    /// The networks' files.
    package let files: (faceDetector: URL, classifier: URL)
    let detector: FaceDetector
    let classifier: MaskClassifier

    /// Loads a detector on a separate thread, so that the calling task doesn't block one of the few threads that all
    /// tasks share.
    ///
    /// - Throws: A `UserFacingError` if a network is missing, damaged or of the wrong kind.
    public static func load(_ configuration: Configuration = .photo) async throws -> MaskDetector {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(with: Result { try MaskDetector(configuration) })
            }
        }
    }

    /// Loads a detector on the calling thread, which is blocked meanwhile.
    package init(_ configuration: Configuration = .photo) throws {
        let engine = try Engine()
        let isExact = configuration.compute.precision == .exact
        let compile = CompileOptions.single(
            threads: configuration.compute.threads, precision: isExact ? .exact : .fast)
        let isBatch = configuration.workload == .batch
        let compileSmall = isBatch ? compile.forBatches : compile
        let files = (
            faceDetector: try ModelLocator.file(of: configuration.detector),
            classifier: try ModelLocator.file(of: configuration.classifier, isBatch: isBatch, isExact: isExact)
        )
        // Reading a network is the work of one thread, and there are two to read before the first picture.
        let (detector, classifier) = try concurrently(
            {
                try FaceDetector(
                    contentsOf: files.faceDetector, engine: engine, options: configuration.detectorOptions,
                    compile: compile, compileSmall: compileSmall,
                    expected: configuration.expectedSize.map { ($0.width, $0.height) })
            },
            { try MaskClassifier(contentsOf: files.classifier, engine: engine, compile: compileSmall) })
        self.files = files
        self.detector = detector
        defaultScore = detector.network.defaultScore
        self.classifier = classifier
        manifest = classifier.manifest
    }

    /// The two stages, for the frames of a video.
    public var analyzer: FrameAnalyzer {
        FrameAnalyzer(detector: detector, classifier: classifier, defaultScore: defaultScore)
    }

    /// Returns the faces in `image` with their verdicts, in descending order of the face detector's score.
    public func faces(in image: Image) async throws -> [Sighting] { try await analyze(image).sightings }

    /// Returns the faces in `image` as `faces(in:)` does, with the time that each stage took.
    public func analyze(_ image: Image) async throws -> ImageAnalysis { try await analyzer.analyze(image) }
}

extension MaskDetector.Configuration {
    /// The score from which a tracker uses sightings of people that it knows: partly hidden faces have low scores.
    private static let minimumScoreForTracking: Float = 0.1

    fileprivate var detectorOptions: FaceDetector.Options {
        var options = FaceDetector.Options()
        if purpose == .videos {
            options.workingSize.isTrimmed = true
            options.workingSize.fineSide = WorkingSize.videoSide
            options.minimumScore = Self.minimumScoreForTracking
        }
        if let score = search.minimumScore { options.minimumScore = score }
        switch search.detail {
        case .automatic: break
        case .workingSide(let side):
            options.workingSize.coarseSide = nil
            options.workingSize.fineSide = side
        case .smallestFace(let side): options.workingSize.smallestFace = side
        }
        return options
    }
}

extension CompileOptions {
    /// The maximum number of concurrent runs: each has its own maps. On machines with more threads, runs get several
    /// threads.
    private static let maximumConcurrentRuns = 8

    /// The options for networks that work on several inputs at a time.
    fileprivate var forBatches: CompileOptions {
        var options = self
        options.hint = .throughput
        options.streams = min(threads ?? ProcessInfo.processInfo.activeProcessorCount, Self.maximumConcurrentRuns)
        return options
    }
}
