internal import Classification
internal import Detection
internal import FaceMaskConcurrency
@_exported public import FaceMaskCore
public import Foundation
internal import Inference
internal import Media
public import Monitoring

/// Finds faces in pictures and says of each how it wears its mask.
///
///     let detector = try MaskDetector()
///     let image = try Image(contentsOf: url)
///     let faces = try await detector.faces(in: image)
///
/// It may be used from any number of tasks at once. Creating one reads and prepares two networks, which takes tenths
/// of a second; keep it.
public struct MaskDetector: Sendable {
    /// What to look for and with what.
    public struct Options: Sendable {
        /// What is looked at.
        public enum Purpose: Hashable, Sendable {
            /// Single pictures of any shape.
            case photos
            /// The frames of videos and cameras, for somebody who follows people: weak sightings are wanted, too.
            case videos
        }

        /// What is looked at.
        public var purpose: Purpose
        /// The classifier's file; `nil` takes the one that FaceMask ships: of its two forms, the one in 8-bit integers where
        /// many pictures are looked at and the processor suits it. For one picture its longer loading doesn't pay.
        public var classifier: URL?
        /// `facemask`, `centerface` or the path of a face detector's file: our own, CenterFace's or YuNet's. `nil` takes
        /// the default.
        public var faceDetector: String?
        /// Faces below it are not reported, 0…1; `nil` takes the detector's own value for photos, 0.1 for videos.
        public var minimumScore: Float?
        /// The longer side, in pixels, at which faces are looked for, once; `nil` follows the picture: it glances at large ones,
        /// and looks closely where that leaves a doubt.
        public var workingSide: Int?
        /// The longer side of the smallest face that is wanted, in pixels of the picture: large pictures are then looked at
        /// as closely as it takes, in tiles if need be. `nil` follows `workingSide`.
        public var smallestFace: Float?
        /// Threads that the networks use; `nil` takes all cores.
        public var threads: Int?
        /// Whether many pictures are looked at: the classifier then works on several faces side by side and the face
        /// detector on several small pictures, each on a thread of its own, rather than one after the other on all
        /// threads, which wait for one another. It takes more memory and makes more pictures a second. (For large
        /// pictures the face detector's maps are large; there the memory doesn't pay.)
        public var looksAtMany: Bool
        /// The picture that is looked at first, if somebody knows: the face detector is prepared for its size.
        public var firstPicture: URL?
        /// Whether the networks compute in 32 bits everywhere: answers then are the same on every machine. Otherwise they
        /// compute in bfloat16 or 8-bit integers where the processor is quicker in those.
        public var isExact: Bool

        /// Creates options; the defaults suit a single photo.
        public init(
            purpose: Purpose = .photos, classifier: URL? = nil, faceDetector: String? = nil,
            minimumScore: Float? = nil, workingSide: Int? = nil, smallestFace: Float? = nil, threads: Int? = nil,
            looksAtMany: Bool = false, isExact: Bool = false, firstPicture: URL? = nil
        ) {
            self.purpose = purpose
            self.classifier = classifier
            self.faceDetector = faceDetector
            self.minimumScore = minimumScore
            self.workingSide = workingSide
            self.smallestFace = smallestFace
            self.threads = threads
            self.looksAtMany = looksAtMany
            self.isExact = isExact
            self.firstPicture = firstPicture
        }
    }

    /// What the classifier's file says of itself.
    public let manifest: ModelManifest
    /// The networks' files.
    public let files: (faceDetector: URL, classifier: URL)
    /// The least score of the faces that are reported in photos unless told otherwise; it suits the face detector.
    public let usualScore: Float
    let detector: any FaceDetecting
    let classifier: MaskClassifier

    /// Reads and prepares the networks. Throws a sentence when one is missing, damaged or of the wrong kind.
    public init(_ options: Options = Options()) throws {
        let engine = try Engine()
        let compile = CompileOptions(
            hint: .latency, threads: options.threads, streams: 1, precision: options.isExact ? .exact : .fast,
            cacheFolder: CompileOptions.userCacheFolder)
        let many = options.looksAtMany ? Self.suitingMany(compile) : compile
        let found = Self.detection(options)
        let files = (
            faceDetector: try ModelLocator.faceDetector(named: options.faceDetector),
            classifier: try options.classifier
                ?? ModelLocator.classifier(forMany: options.looksAtMany, isExact: options.isExact)
        )
        // Reading a network is the work of one thread, and there are two to read before the first picture.
        let (detector, classifier) = try concurrently(
            {
                try FaceDetector(
                    contentsOf: files.faceDetector, engine: engine, options: found, compile: compile,
                    compileSmall: many,
                    expected: options.firstPicture.flatMap { try? PictureReader().size(of: $0) })
            },
            { try MaskClassifier(contentsOf: files.classifier, engine: engine, compile: many) })
        self.files = files
        self.detector = detector
        usualScore = detector.network.usualScore
        self.classifier = classifier
        manifest = classifier.manifest
    }

    private static func suitingMany(_ compile: CompileOptions) -> CompileOptions {
        var compile = compile
        compile.hint = .throughput
        compile.streams = min(compile.threads ?? ProcessInfo.processInfo.activeProcessorCount, mostSideBySide)
        return compile
    }

    /// Networks run side by side at most: each keeps maps of its own. The threads of larger machines are shared out.
    private static let mostSideBySide = 8

    private static func detection(_ options: Options) -> FaceDetector.Options {
        var detection = FaceDetector.Options()
        if options.purpose == .videos {
            detection.workingSize.isTrimmed = true
            detection.workingSize.fineSide = WorkingSize.videoSide
            detection.minimumScore = weakScore
        }
        if let score = options.minimumScore { detection.minimumScore = score }
        if let side = options.workingSide {
            detection.workingSize.coarseSide = nil
            detection.workingSize.fineSide = side
        }
        detection.workingSize.smallestFace = options.smallestFace
        return detection
    }

    /// What the tracker takes for half-hidden faces of people whom it knows.
    private static let weakScore: Float = 0.1

    /// The two stages, for looking at the frames of a video.
    public var stages: LookStages { LookStages(detector: detector, classifier: classifier, usualScore: usualScore) }

    /// Everyone seen in `image`, by falling score of the face detector.
    public func faces(in image: Image) async throws -> [Sighting] {
        try await timedFaces(in: image).sightings
    }

    /// Like `faces(in:)`, with the time that each stage took.
    public func timedFaces(in image: Image) async throws -> (sightings: [Sighting], times: StageTimes) {
        let clock = ContinuousClock()
        let start = clock.now
        let faces = try await detector.faces(in: image)
        let found = clock.now
        let verdicts = faces.isEmpty ? [] : try await classifier.verdicts(on: faces, in: image)
        let times = StageTimes(detection: found - start, classification: clock.now - found)
        return (zip(faces, verdicts).map { Sighting(face: $0, verdict: $1) }, times)
    }
}
