internal import FaceMaskConcurrency
internal import FaceMaskCore

/// What comes from a source, analyzed.
public enum AnalyzedEvent: Sendable {
    /// A frame with what was seen in it.
    case frame(AnalyzedFrame)
    /// A change in the source's health, in order with the frames.
    case health(SourceHealth)
}

/// The events of a live source, their frames analyzed, in their order.
///
/// While one frame is used, the next one is classified and faces are detected in the newest one after it. A frame is
/// taken from the source only when the detector is free, so that no frame waits for long. A loop that is left
/// cancels all that is under way. In a cancelled task the sequence simply ends.
public struct AnalyzedEvents<Events: AsyncSequence & Sendable>: AsyncSequence, Sendable
where Events.Element == SourceEvent, Events.AsyncIterator: SendableMetatype {
    /// A frame or a change in the source's health.
    public typealias Element = AnalyzedEvent

    private let events: Events
    private let analyzer: FrameAnalyzer

    /// Creates the sequence of the analyzed `events`.
    public init(_ events: Events, analyzer: FrameAnalyzer) { (self.events, self.analyzer) = (events, analyzer) }

    private enum Found: Sendable {
        case frame(DetectedFrame)
        case health(SourceHealth)
    }

    /// Begins to take frames.
    public func makeAsyncIterator() -> Iterator {
        // An element is nil at the end of the source.
        let found = ProducedSequence<Found?>(ahead: 1) { [events, analyzer] output in
            var iterator = events.makeAsyncIterator()
            var isAtEnd = false
            while !isAtEnd {
                try await output.append {
                    switch try await iterator.next() {
                    case .frame(let frame):
                        return .frame(
                            DetectedFrame(frame, faces: try await analyzer.detectedFaces(in: frame.image)))
                    case .health(let health): return .health(health)
                    case nil:
                        isAtEnd = true
                        return nil
                    }
                }
            }
        }
        let analyzed = ProducedSequence<AnalyzedEvent?>(ahead: 1) { [analyzer] output in
            let iterator = found.makeAsyncIterator()
            var isAtEnd = false
            do {
                while !isAtEnd {
                    try await output.append {
                        switch try await iterator.next() {
                        case .frame(let faces)??: return .frame(try await analyzer.classify(faces))
                        case .health(let health)??: return .health(health)
                        case .some(nil), nil:
                            isAtEnd = true
                            return nil
                        }
                    }
                }
            } catch {
                await iterator.cancel()
                throw error
            }
        }
        return Iterator(base: analyzed.makeAsyncIterator())
    }

    /// Returns one event after the other.
    public struct Iterator: AsyncIteratorProtocol {
        let base: ProducedSequence<AnalyzedEvent?>.Iterator

        /// The next event; `nil` at the end and after a cancellation.
        public mutating func next() async throws -> AnalyzedEvent? { try await base.next() ?? nil }

        /// Cancels all work in progress and waits for its end. A process must not exit while a network runs.
        package func cancel() async { await base.cancel() }
    }
}
