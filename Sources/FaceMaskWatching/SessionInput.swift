internal import FaceMask
package import FaceMaskAnalysis
package import FaceMaskMedia

/// Where the frames of a session come from.
package struct SessionInput: Sendable {
    /// Whether frames come at their own pace, so that nothing may hold them up.
    package let isLive: Bool
    let open: @Sendable (FrameAnalyzer) async throws -> AnalyzedSource

    /// Frames of a file, all of which are read, and of which `sampling` are analyzed.
    package static func file(
        _ address: VideoAddress, selecting selection: FrameSelection = .all, sampling: SamplingRate = .usual,
        connection: VideoConnection = VideoConnection()
    ) -> SessionInput {
        SessionInput(isLive: false) { analyzer in
            let reader = try await VideoReader(address, selecting: selection, connection: connection)
            return .file(reader, by: analyzer, sampling: sampling)
        }
    }

    /// The newest frames of a source that is opened again whenever it is lost. All of them are analyzed.
    package static func live(
        _ source: some FrameStreaming, policy: ReconnectionPolicy = ReconnectionPolicy(),
        clock: some Clock<Duration> = ContinuousClock()
    ) -> SessionInput {
        SessionInput(isLive: true) { analyzer in
            .live(ReconnectingFrames(source, policy: policy, clock: clock), by: analyzer)
        }
    }
}
