internal import AsyncAlgorithms
public import FaceMaskCore

extension AsyncSequence where Self: Sendable, Element == Frame, AsyncIterator: SendableMetatype {
    /// Looks at the frames, in order, while the next ones are decoded and the last ones are used.
    ///
    /// One pass. A few frames are kept: four before the networks, at most `between` between them and `ahead` after them. With
    /// one in three or four looked at, four between them are enough for one look in each network, and eight for one more,
    /// which keeps two cores busy and what is seen later. A cancelled loop simply ends.
    public func looks(
        with stages: FrameAnalyzer, pace: SamplingRate = .everyFrame, between: Int = 4, ahead: Int = 4
    ) -> AnalyzedFrames<Self> {
        AnalyzedFrames(frames: self, stages: stages, pace: pace, between: between, ahead: ahead)
    }
}

/// What looks at a frame: the two networks.
public struct FrameAnalyzer: Sendable {
    let detector: any FaceDetecting
    let classifier: any MaskClassifying
    /// The score from which on the detector's faces are faces rather than not, 0…1. Weaker ones are looked at too.
    public let usualScore: Float

    /// Takes the stages.
    public init(detector: any FaceDetecting, classifier: any MaskClassifying, usualScore: Float = 0.5) {
        self.detector = detector
        self.classifier = classifier
        self.usualScore = usualScore
    }

    /// Looks at one frame.
    public func look(at frame: Frame) async throws -> AnalyzedFrame { try await look(at: found(in: frame)) }

    /// Finds the faces of a frame.
    func found(in frame: Frame) async throws -> FoundFaces {
        let clock = ContinuousClock()
        let start = clock.now
        let faces = try await detector.faces(in: frame.image)
        return FoundFaces(frame: frame, faces: faces, time: clock.now - start)
    }

    /// Says of each face how it wears its mask, and how its person looks.
    func look(at found: FoundFaces) async throws -> AnalyzedFrame {
        guard let faces = found.faces else { return AnalyzedFrame(frame: found.frame, sightings: nil) }
        let clock = ContinuousClock()
        let start = clock.now
        let image = found.frame.image
        let verdicts = faces.isEmpty ? [] : try await classifier.verdicts(on: faces, in: image)
        let end = clock.now
        let sightings = zip(faces, verdicts).map { face, verdict in
            Sighting(face: face, verdict: verdict, appearance: Appearance(of: face.box, in: image))
        }
        return AnalyzedFrame(
            frame: found.frame, sightings: sightings,
            times: StageTimes(detection: found.time, classification: end - start))
    }
}

/// A frame between the two networks.
struct FoundFaces: Sendable {
    var frame: Frame
    /// `nil` where nobody looked.
    var faces: [Face]?
    /// What finding them took.
    var time = Duration.zero
}

/// Frames with what is seen in them, in the frames' order.
public struct AnalyzedFrames<Frames: AsyncSequence & Sendable>: AsyncSequence
where Frames.Element == Frame, Frames.AsyncIterator: SendableMetatype {
    /// A frame and what was seen in it.
    public typealias Element = AnalyzedFrame

    let frames: Frames
    let stages: FrameAnalyzer
    let pace: SamplingRate
    let between: Int
    let ahead: Int

    /// Frames that wait for the networks: with about one in three or four looked at, there is then always one while the
    /// next is decoded. Two left a core idle for a third of the time.
    private static var framesBefore: Int { 4 }

    /// Begins to decode and to look.
    public func makeAsyncIterator() -> Iterator {
        let finding = DetectionStage(
            frames: frames.buffer(policy: .bounded(Self.framesBefore)), stages: stages, pace: pace)
        let looking = ClassificationStage(faces: finding.buffer(policy: .bounded(between)), stages: stages)
        return Iterator(base: looking.buffer(policy: .bounded(ahead)).makeAsyncIterator())
    }

    /// Hands out one look after the other.
    public struct Iterator: AsyncIteratorProtocol {
        typealias Found = AsyncBufferSequence<DetectionStage<AsyncBufferSequence<Frames>>>
        var base: AsyncBufferSequence<ClassificationStage<Found>>.Iterator

        /// The next look; `nil` at the end and after a cancellation.
        public mutating func next() async throws -> AnalyzedFrame? { try await base.next() }
    }
}

/// Takes frames and begins to find the faces of those that are wanted: of several at a time, since a network on one thread
/// each keeps the cores busier than one after the other on all threads.
struct DetectionStage<Frames: AsyncSequence & Sendable>: AsyncSequence, Sendable where Frames.Element == Frame {
    let frames: Frames
    let stages: FrameAnalyzer
    let pace: SamplingRate

    func makeAsyncIterator() -> Iterator {
        Iterator(frames: frames.makeAsyncIterator(), stages: stages, chooser: FrameSampler(pace))
    }

    struct Iterator: AsyncIteratorProtocol {
        var frames: Frames.AsyncIterator
        let stages: FrameAnalyzer
        var chooser: FrameSampler

        mutating func next() async throws -> PendingDetection? {
            guard let frame = try await frames.next() else { return nil }
            guard chooser.wants(frameAt: frame.time) else { return .skipped(frame) }
            return .running(Task { [stages] in try await stages.found(in: frame) })
        }
    }
}

/// A frame whose faces are being found, or on which nobody looks.
enum PendingDetection: Sendable {
    case skipped(Frame)
    case running(Task<FoundFaces, any Error>)

    /// Waits for them. Whoever is cancelled meanwhile no longer wants them.
    func found() async throws -> FoundFaces {
        switch self {
        case .skipped(let frame): FoundFaces(frame: frame)
        case .running(let task):
            try await withTaskCancellationHandler {
                try await task.value
            } onCancel: {
                task.cancel()
            }
        }
    }
}

/// Says of each face, frame after frame, how it wears its mask while those of the next frames are being found.
struct ClassificationStage<Found: AsyncSequence & Sendable>: AsyncSequence, Sendable
where Found.Element == PendingDetection {
    let faces: Found
    let stages: FrameAnalyzer

    func makeAsyncIterator() -> Iterator { Iterator(faces: faces.makeAsyncIterator(), stages: stages) }

    struct Iterator: AsyncIteratorProtocol {
        var faces: Found.AsyncIterator
        let stages: FrameAnalyzer

        mutating func next() async throws -> AnalyzedFrame? {
            guard let faces = try await faces.next() else { return nil }
            return try await stages.look(at: faces.found())
        }
    }
}
