internal import FaceMaskConcurrency
public import FaceMaskCore

extension AsyncSequence where Self: Sendable, Element == Frame, AsyncIterator: SendableMetatype {
    /// Looks at the frames, in order, while the next ones are decoded and the last ones are used.
    ///
    /// One pass. A few frames are kept: four before the networks, at most `between` between them and `ahead`, at least 1, after
    /// them. With one in three or four looked at, four between them are enough for one look in each network, and eight for one
    /// more, which keeps two cores busy, though each frame is reported later.
    ///
    /// Leaving the loop, cancelling it and an error cancel the detections that run, and no further one starts. A cancelled loop
    /// simply ends. An error of the frames or of a network is thrown after the looks at the frames before it.
    public func looks(
        with stages: LookStages, pace: LookPace = .everyFrame, between: Int = 4, ahead: Int = 4
    ) -> Looks<Self> {
        Looks(frames: self, stages: stages, pace: pace, between: between, ahead: ahead)
    }
}

/// What looks at a frame: the two networks.
public struct LookStages: Sendable {
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
    public func look(at frame: Frame) async throws -> Look { try await look(at: found(in: frame)) }

    /// Finds the faces of a frame.
    func found(in frame: Frame) async throws -> FoundFaces {
        let clock = ContinuousClock()
        let start = clock.now
        let faces = try await detector.faces(in: frame.image)
        return FoundFaces(frame: frame, faces: faces, time: clock.now - start)
    }

    /// Says of each face how it wears its mask, and how its person looks.
    func look(at found: FoundFaces) async throws -> Look {
        guard let faces = found.faces else { return Look(frame: found.frame, sightings: nil) }
        let clock = ContinuousClock()
        let start = clock.now
        let image = found.frame.image
        let verdicts = faces.isEmpty ? [] : try await classifier.verdicts(on: faces, in: image)
        let end = clock.now
        let sightings = zip(faces, verdicts).map { face, verdict in
            Sighting(face: face, verdict: verdict, appearance: Appearance(of: face.box, in: image))
        }
        return Look(
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
public struct Looks<Frames: AsyncSequence & Sendable>: AsyncSequence
where Frames.Element == Frame, Frames.AsyncIterator: SendableMetatype {
    /// A frame and what was seen in it.
    public typealias Element = Look

    let frames: Frames
    let stages: LookStages
    let pace: LookPace
    let between: Int
    let ahead: Int

    /// Frames that wait for the networks: with about one in three or four looked at, there is then always one while the
    /// next is decoded. Two left a core idle for a third of the time.
    private static var framesBefore: Int { 4 }

    /// Begins to decode and to look.
    ///
    /// Faces are searched for in several frames at a time, since a network on one thread each keeps the cores busier than one
    /// after the other on all threads. Meanwhile one frame after the other is classified.
    public func makeAsyncIterator() -> Iterator {
        // The frames between the networks, and the one that is being classified.
        let limits = OrderedMapLimits(parallelism: between + 1, readAhead: Self.framesBefore)
        let looks = ProducedSequence<Look>(ahead: ahead) { [frames, stages, pace] looks in
            try await orderedMap(PacedFrames(frames: frames, pace: pace), limits: limits) { paced in
                guard paced.isWanted else { return FoundFaces(frame: paced.frame) }
                return try await stages.found(in: paced.frame)
            } receive: { found in
                try await looks.append { try await stages.look(at: found) }
            }
        }
        return Iterator(base: looks.makeAsyncIterator())
    }

    /// Hands out one look after the other.
    public struct Iterator: AsyncIteratorProtocol {
        let base: ProducedSequence<Look>.Iterator

        /// The next look; `nil` at the end and after a cancellation.
        public mutating func next() async throws -> Look? { try await base.next() }
    }
}

/// Frames, each with whether it is to be searched for faces.
private struct PacedFrames<Frames: AsyncSequence & Sendable>: AsyncSequence, Sendable where Frames.Element == Frame {
    let frames: Frames
    let pace: LookPace

    struct Iterator: AsyncIteratorProtocol {
        var frames: Frames.AsyncIterator
        var chooser: LookChooser

        mutating func next() async throws -> (frame: Frame, isWanted: Bool)? {
            guard let frame = try await frames.next() else { return nil }
            return (frame, chooser.wants(frameAt: frame.time))
        }
    }

    func makeAsyncIterator() -> Iterator {
        Iterator(frames: frames.makeAsyncIterator(), chooser: LookChooser(pace))
    }
}
