internal import FaceMaskConcurrency
public import FaceMaskCore

extension AsyncSequence where Self: Sendable, Element == Frame, AsyncIterator: SendableMetatype {
    /// Analyses the frames in order, while the next ones are decoded and the caller handles the last ones.
    ///
    /// The result can be iterated once. A loop that ends early or fails cancels all work in progress; the loop of a
    /// cancelled task simply ends. An error of the frames or of a network follows the frames before it.
    ///
    /// - Parameters:
    ///   - analyzer: The face detector and the mask classifier.
    ///   - sampling: The frames that are analyzed.
    ///   - between: The maximum number of frames between detection and classification. If one frame in three or four is
    ///     analyzed, four are enough for one in each network, and eight for one more, which keeps two cores busy
    ///     but delays each frame.
    ///   - ahead: The maximum number of finished frames that wait for the caller, at least 1.
    /// - Returns: The frames with the faces in them.
    public func analyzed(
        by analyzer: FrameAnalyzer, sampling: SamplingRate = .everyFrame, between: Int = 4, ahead: Int = 4
    ) -> AnalyzedFrames<Self> {
        AnalyzedFrames(frames: self, analyzer: analyzer, sampling: sampling, between: between, ahead: ahead)
    }
}

/// Frames with the faces in them, in the frames' order.
public struct AnalyzedFrames<Frames: AsyncSequence & Sendable>: AsyncSequence
where Frames.Element == Frame, Frames.AsyncIterator: SendableMetatype {
    /// A frame with the faces in it.
    public typealias Element = AnalyzedFrame

    let frames: Frames
    let analyzer: FrameAnalyzer
    let sampling: SamplingRate
    let between: Int
    let ahead: Int

    /// The number of decoded frames that wait for detection: if one frame in three or four is analyzed, one of them is
    /// always ready while the next is decoded. With two, a core was idle for a third of the time.
    private static var framesBefore: Int { 4 }

    /// Starts decoding and analysing.
    ///
    /// Faces are detected in several frames at a time, since networks with one thread each keep the cores busier than one network
    /// after the other with all threads. Meanwhile one frame after the other is classified.
    public func makeAsyncIterator() -> Iterator {
        // Those between the networks, and the one that is being classified.
        let limits = OrderedMapLimits(parallelism: between + 1, readAhead: Self.framesBefore)
        let analyses = ProducedSequence<AnalyzedFrame>(ahead: ahead) { [frames, analyzer, sampling] analyses in
            let sampled = SampledFrames(frames: frames, sampling: sampling)
            try await orderedMap(sampled, limits: limits) { sample in
                guard sample.isAnalyzed else { return DetectedFrame(sample.frame) }
                return DetectedFrame(
                    sample.frame, faces: try await analyzer.detectedFaces(in: sample.frame.image))
            } receive: { detected in
                try await analyses.append { try await analyzer.classify(detected) }
            }
        }
        return Iterator(base: analyses.makeAsyncIterator())
    }

    /// Returns one analysed frame after the other.
    public struct Iterator: AsyncIteratorProtocol {
        let base: ProducedSequence<AnalyzedFrame>.Iterator

        /// Waits for the next frame; `nil` at the end and after a cancellation.
        public mutating func next() async throws -> AnalyzedFrame? { try await base.next() }

        /// Cancels all work in progress and waits for its end. A process must not exit while a network runs.
        package func cancel() async { await base.cancel() }
    }
}

/// Frames, and whether they are to be analyzed.
private struct SampledFrames<Frames: AsyncSequence & Sendable>: AsyncSequence, Sendable where Frames.Element == Frame {
    let frames: Frames
    let sampling: SamplingRate

    struct Iterator: AsyncIteratorProtocol {
        var frames: Frames.AsyncIterator
        var sampler: FrameSampler

        mutating func next() async throws -> (frame: Frame, isAnalyzed: Bool)? {
            guard let frame = try await frames.next() else { return nil }
            return (frame, sampler.wants(frameAt: frame.time))
        }
    }

    func makeAsyncIterator() -> Iterator {
        Iterator(frames: frames.makeAsyncIterator(), sampler: FrameSampler(sampling))
    }
}
