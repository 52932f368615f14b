internal import FaceMask
package import FaceMaskAnalysis
internal import FaceMaskCore
package import FaceMaskMedia
internal import Foundation

/// Where the frames of a session come from.
package struct SessionInput: Sendable {
    /// Whether frames come at their own pace, so that nothing may hold them up.
    package let isLive: Bool
    let open: @Sendable (FrameAnalyzer, SamplingRate) async throws -> OpenInput

    /// Frames of a file, all of which are read. `sampling` of the session says which ones are searched for faces.
    package static func file(
        _ address: VideoAddress, selecting selection: FrameSelection = .all,
        connection: VideoConnection = VideoConnection()
    ) -> SessionInput {
        SessionInput(isLive: false) { analyzer, sampling in
            let reader = try await VideoReader(address, selecting: selection, connection: connection)
            let frames = reader.frames.analyzed(
                by: analyzer, sampling: sampling, between: reader.information.framesBetweenNetworks)
            var iterator = frames.makeAsyncIterator()
            return OpenInput(
                next: { try await iterator.next().map { .frame($0) } }, cancel: { await iterator.cancel() },
                information: reader.information,
                brokenFrames: { await reader.brokenFrames })
        }
    }

    /// The newest frames of a source that is opened again whenever it is lost. Each one is searched for faces.
    package static func live(
        _ source: some FrameStreaming, policy: ReconnectionPolicy = ReconnectionPolicy(),
        clock: some Clock<Duration> = ContinuousClock()
    ) -> SessionInput {
        SessionInput(isLive: true) { analyzer, _ in
            let events = ReconnectingFrames(source, policy: policy, clock: clock)
            var iterator = AnalyzedEvents(events, analyzer: analyzer).makeAsyncIterator()
            return OpenInput(
                next: { try await iterator.next() }, cancel: { await iterator.cancel() },
                dropped: { events.counts.dropped })
        }
    }
}

/// An input that is open.
struct OpenInput {
    /// The next frame or change of the source's health; `nil` at the end, and in a cancelled task.
    var next: () async throws -> AnalyzedEvent?
    /// Cancels what is in progress and waits for its end.
    var cancel: () async -> Void = {}
    /// What a file says of itself.
    var information: VideoInformation?
    /// Frames that were decoded and not analyzed, since newer ones were there.
    var dropped: () -> Int = { 0 }
    /// Frames of a file that couldn't be decoded.
    var brokenFrames: () async -> Int = { 0 }
}
