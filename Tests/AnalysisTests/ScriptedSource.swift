import FaceMaskAnalysis
import FaceMaskCore
import Synchronization

/// A source that follows a script, in order, over all its connections.
final class ScriptedSource: FrameStreaming {
    enum Step: Sendable {
        case open
        case refuse(String, permanent: Bool = false)
        case hangWhileOpening
        /// A frame of that width, with the number and the time of its connection.
        case frame(index: Int, time: Double, width: Int = 2)
        /// A recording's end.
        case end
        case breakOff
        case fail(String, permanent: Bool = false)
        case hang
    }

    struct Failure: Error {
        let reason: String
        let permanent: Bool
    }

    private struct State {
        var steps: ArraySlice<Step>
        var isHanging = false
        var watchers: [CheckedContinuation<Void, Never>] = []
        var closed = 0
    }

    private let state: Mutex<State>

    init(_ steps: [Step]) { state = Mutex(State(steps: steps[...])) }

    var closedConnections: Int { state.withLock { $0.closed } }

    func open() async throws -> Connection {
        switch state.withLock({ $0.steps.popFirst() }) {
        case .open: return Connection(source: self)
        case .refuse(let reason, let permanent): throw Failure(reason: reason, permanent: permanent)
        case .hangWhileOpening: try await hang()
        case let step: throw Failure(reason: "script: \(String(describing: step)) while opening", permanent: true)
        }
        throw CancellationError()
    }

    func fault(behind error: any Error) -> SourceFault {
        let failure = error as? Failure
        return SourceFault(reason: failure?.reason ?? "\(error)", isPermanent: failure?.permanent ?? false)
    }

    struct Connection: FrameConnection {
        let source: ScriptedSource

        func next() async throws -> Frame? { try await source.nextFrame() }
        func close() { source.state.withLock { $0.closed += 1 } }
    }

    private func nextFrame() async throws -> Frame? {
        switch state.withLock({ $0.steps.popFirst() }) {
        case .frame(let index, let time, let width):
            return Frame(image: Image(width: width, height: 2), time: time, index: index)
        case .end: return nil
        case .breakOff: throw Failure(reason: "gone", permanent: false)
        case .fail(let reason, let permanent): throw Failure(reason: reason, permanent: permanent)
        case .hang, nil: try await hang()
        case let step: throw Failure(reason: "script: \(String(describing: step)) while reading", permanent: true)
        }
        return nil
    }

    /// Waits until the source hangs.
    func hangs() async {
        await withCheckedContinuation { continuation in
            let isHanging = state.withLock { state in
                if !state.isHanging { state.watchers.append(continuation) }
                return state.isHanging
            }
            if isHanging { continuation.resume() }
        }
    }

    private func hang() async throws {
        let watchers = state.withLock { state in
            state.isHanging = true
            defer { state.watchers = [] }
            return state.watchers
        }
        for watcher in watchers { watcher.resume() }
        // A stream without a writer ends with its task.
        let (stream, continuation) = AsyncStream.makeStream(of: Never.self)
        for await _ in stream {}
        continuation.finish()
        state.withLock { $0.isHanging = false }
        throw CancellationError()
    }
}
