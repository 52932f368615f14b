package import FaceMaskAnalysis
internal import FaceMaskCore
package import FaceMaskMedia

/// The analyzed frames of an open file or of a live source, in one form. It can be iterated once.
package struct AnalyzedSource: AsyncSequence, Sendable {
    /// A frame, or a change in the health of a live source.
    package typealias Element = AnalyzedEvent

    /// What a file says of itself; `nil` for a live source.
    package var information: VideoInformation?
    /// The number of frames so far that were left out because newer ones were there.
    package var droppedFrames: @Sendable () -> Int = { 0 }
    /// The number of frames so far that couldn't be decoded.
    package var brokenFrames: @Sendable () async -> Int = { 0 }

    private let start: @Sendable () -> Iterator

    /// Creates a source whose analysis `start` starts.
    package init(start: @escaping @Sendable () -> Iterator) { self.start = start }

    /// Starts the analysis.
    package func makeAsyncIterator() -> Iterator { start() }

    /// Returns one frame or change of health after the other.
    package struct Iterator: AsyncIteratorProtocol {
        private let nextEvent: () async throws -> AnalyzedEvent?
        private let stop: () async -> Void

        /// Creates an iterator; `cancel` ends what is in progress.
        package init(next: @escaping () async throws -> AnalyzedEvent?, cancel: @escaping () async -> Void = {}) {
            (nextEvent, stop) = (next, cancel)
        }

        /// Waits for the next frame or change of health; `nil` at the end, and in a cancelled task.
        package mutating func next() async throws -> AnalyzedEvent? { try await nextEvent() }

        /// Cancels all work in progress and waits for its end. A process must not exit while a network runs.
        package func cancel() async { await stop() }
    }
}

extension AnalyzedSource {
    /// Returns the frames of a file, of which `sampling` are analyzed. The next ones are decoded and analyzed meanwhile.
    package static func file(
        _ reader: VideoReader, by analyzer: FrameAnalyzer, sampling: SamplingRate
    ) -> AnalyzedSource {
        var source = AnalyzedSource {
            let frames = reader.frames.analyzed(
                by: analyzer, sampling: sampling, between: reader.information.framesBetweenNetworks)
            var iterator = frames.makeAsyncIterator()
            return Iterator(
                next: { try await iterator.next().map { .frame($0) } }, cancel: { await iterator.cancel() })
        }
        source.information = reader.information
        source.brokenFrames = { await reader.brokenFrames }
        return source
    }

    /// Returns the newest frames of a live source and the changes in its health. All frames are analyzed: the time that
    /// this takes decides which ones.
    package static func live(
        _ events: ReconnectingFrames<some FrameStreaming, some Clock<Duration>>, by analyzer: FrameAnalyzer
    ) -> AnalyzedSource {
        var source = AnalyzedSource {
            var iterator = AnalyzedEvents(events, analyzer: analyzer).makeAsyncIterator()
            return Iterator(next: { try await iterator.next() }, cancel: { await iterator.cancel() })
        }
        source.droppedFrames = { events.counts.dropped }
        return source
    }
}

extension VideoInformation {
    /// The number of pixels of a 720p frame and a little more: eight such frames take 24 MiB.
    private static let largeFrame = 1 << 20

    /// The number of frames between detection and classification: more keep all cores busy, but large ones take much
    /// memory.
    package var framesBetweenNetworks: Int { width * height <= Self.largeFrame ? 8 : 4 }
}
