internal import AsyncAlgorithms
public import FaceMaskCore

extension AsyncSequence where Self: Sendable, Element == Frame, AsyncIterator: SendableMetatype {
    /// Looks at the frames, in order, while the next ones are decoded and the last ones are used.
    ///
    /// One pass. A few frames are kept: two before the networks and at most `ahead` after them, of which those that
    /// nobody looks at don't wait for the next look. A cancelled loop simply ends.
    public func looks(with stages: LookStages, pace: LookPace = .everyFrame, ahead: Int = 4) -> Looks<Self> {
        Looks(frames: self, stages: stages, pace: pace, ahead: ahead)
    }
}

/// What looks at a frame: the two networks.
public struct LookStages: Sendable {
    let detector: any FaceDetecting
    let classifier: any MaskClassifying

    /// Takes the stages.
    public init(detector: any FaceDetecting, classifier: any MaskClassifying) {
        self.detector = detector
        self.classifier = classifier
    }

    /// Looks at one frame.
    public func look(at frame: Frame) async throws -> Look {
        let clock = ContinuousClock()
        let start = clock.now
        let faces = try await detector.faces(in: frame.image)
        let found = clock.now
        let verdicts = faces.isEmpty ? [] : try await classifier.verdicts(on: faces, in: frame.image)
        let sightings = zip(faces, verdicts).map { face, verdict in
            Sighting(face: face, verdict: verdict, appearance: Appearance(of: face.box, in: frame.image))
        }
        return Look(
            frame: frame, sightings: sightings,
            times: StageTimes(detection: found - start, classification: clock.now - found))
    }
}

/// Frames with what is seen in them, in the frames' order.
public struct Looks<Frames: AsyncSequence & Sendable>: AsyncSequence
where Frames.Element == Frame, Frames.AsyncIterator: SendableMetatype {
    /// A frame and what was seen in it.
    public typealias Element = Look

    let frames: Frames
    let stages: LookStages
    let pace: LookPace
    let ahead: Int

    /// Frames that are decoded and wait for the networks: one that is next, and one that is being decoded meanwhile.
    private static var framesBefore: Int { 2 }

    /// Begins to decode and to look.
    public func makeAsyncIterator() -> Iterator {
        let looking = Looking(frames: frames.buffer(policy: .bounded(Self.framesBefore)), stages: stages, pace: pace)
        return Iterator(base: looking.buffer(policy: .bounded(ahead)).makeAsyncIterator())
    }

    /// Hands out one look after the other.
    public struct Iterator: AsyncIteratorProtocol {
        var base: AsyncBufferSequence<Looking<AsyncBufferSequence<Frames>>>.Iterator

        /// The next look; `nil` at the end and after a cancellation.
        public mutating func next() async throws -> Look? { try await base.next() }
    }
}

/// Takes a frame, looks at it if it is wanted, and only then takes the next.
struct Looking<Frames: AsyncSequence & Sendable>: AsyncSequence, Sendable where Frames.Element == Frame {
    let frames: Frames
    let stages: LookStages
    let pace: LookPace

    func makeAsyncIterator() -> Iterator {
        Iterator(frames: frames.makeAsyncIterator(), stages: stages, chooser: LookChooser(pace))
    }

    struct Iterator: AsyncIteratorProtocol {
        var frames: Frames.AsyncIterator
        let stages: LookStages
        var chooser: LookChooser

        mutating func next() async throws -> Look? {
            guard let frame = try await frames.next() else { return nil }
            guard chooser.wants(frameAt: frame.time) else { return Look(frame: frame, sightings: nil) }
            return try await stages.look(at: frame)
        }
    }
}
