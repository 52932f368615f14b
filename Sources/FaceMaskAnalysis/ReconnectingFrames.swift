public import FaceMaskCore
import Synchronization

/// An element of `ReconnectingFrames`.
public enum SourceEvent: Sendable {
    /// A frame. Times and numbers continue across reconnections.
    case frame(Frame)
    /// A change in the source's health, in order with the frames.
    case health(SourceHealth)
}

/// The frames of a source that is closed and opened again whenever it fails or hangs.
///
/// It can be iterated once. Iteration ends at the end of a recording. It throws the source's own error if that is permanent
/// and the source was never connected, and `CancellationError` soon after the task is cancelled.
public struct ReconnectingFrames<Source: FrameStreaming, Timer: Clock>: AsyncSequence, Sendable
where Timer.Duration == Duration {
    /// A frame or a change in the source's health.
    public typealias Element = SourceEvent

    private let source: Source
    private let policy: ReconnectionPolicy
    private let clock: Timer
    private let counter = SourceCounter()

    /// Creates the frames of `source`, which is opened when the first element is requested.
    public init(_ source: Source, policy: ReconnectionPolicy = ReconnectionPolicy(), clock: Timer) {
        (self.source, self.policy, self.clock) = (source, policy, clock)
    }

    /// The counts so far.
    public var counts: SourceCounts { counter.counts.withLock { $0 } }

    /// Starts the iteration.
    public func makeAsyncIterator() -> Iterator {
        Iterator(source: source, policy: policy, clock: clock, counter: counter)
    }
}

/// The state that the sequence and its iterator share.
private final class SourceCounter: Sendable {
    let counts = Mutex(SourceCounts())
}

extension ReconnectingFrames {
    /// Opens the source, reads it, and opens it again after a loss.
    public struct Iterator: AsyncIteratorProtocol {
        private enum State {
            case opening
            /// The source is open. `offset` is the start of the connection, in seconds since the first opening.
            case open(Source.Connection, offset: Double)
            case waiting(Duration)
            case ended
        }

        private let source: Source
        private let policy: ReconnectionPolicy
        private let clock: Timer
        private let counter: SourceCounter
        private var state = State.opening
        private var queue: ArraySlice<SourceEvent> = []
        private var stamps = FrameStamps()
        private var beginning: Timer.Instant?
        /// The time of the loss; `nil` while the source is connected, and before the first frame.
        private var lossTime: Timer.Instant?
        private var wasConnected = false
        private var failedAttempts = 0

        fileprivate init(source: Source, policy: ReconnectionPolicy, clock: Timer, counter: SourceCounter) {
            (self.source, self.policy, self.clock, self.counter) = (source, policy, clock, counter)
        }

        /// Waits for the next event.
        public mutating func next() async throws -> SourceEvent? {
            while queue.isEmpty {
                if case .ended = state { return nil }
                do {
                    try await step()
                } catch {
                    close()
                    state = .ended
                    try Task.checkCancellation()
                    try recover(from: error)
                }
            }
            return queue.popFirst()
        }

        private mutating func step() async throws {
            switch state {
            case .opening:
                let start = clock.now
                let offset = (beginning ?? start).duration(to: start).inSeconds
                beginning = beginning ?? start
                let connection = try await withPatience("it did not open") { [source] in try await source.open() }
                state = .open(connection, offset: offset)
            case .open(let connection, let offset):
                let frame = try await withPatience("no frame came") { try await connection.next() }
                if let frame {
                    receive(frame, offset: offset)
                } else {
                    close()
                    state = .ended
                }
            case .waiting(let wait):
                try await clock.sleep(for: wait)
                state = .opening
            case .ended: break
            }
        }

        private mutating func receive(_ frame: Frame, offset: Double) {
            let step = stamps.stamp(frame, offset: offset)
            if !wasConnected {
                queue.append(.health(.connected))
            } else if let lossTime {
                queue.append(.health(.recovered(afterSeconds: lossTime.duration(to: clock.now).inSeconds)))
            }
            if step.isResized {
                queue.append(.health(.resized(width: frame.image.width, height: frame.image.height)))
            }
            queue.append(.frame(step.frame))
            counter.counts.withLock { [lossTime] counts in
                counts.frames += 1
                counts.dropped += step.dropped
                counts.reconnections += lossTime == nil ? 0 : 1
            }
            (wasConnected, lossTime, failedAttempts) = (true, nil, 0)
        }

        private mutating func recover(from error: any Error) throws {
            let fault =
                (error as? Timeout).map { SourceFault(reason: $0.reason, isPermanent: false) }
                ?? source.fault(behind: error)
            if fault.isPermanent && !wasConnected { throw error }
            if wasConnected && lossTime == nil {
                lossTime = clock.now
                queue.append(.health(.lost(reason: fault.reason)))
            } else {
                counter.counts.withLock { $0.failures += 1 }
                queue.append(.health(.failed(reason: fault.reason)))
            }
            let wait = policy.wait(beforeAttempt: failedAttempts)
            failedAttempts += 1
            queue.append(.health(.waiting(seconds: wait.inSeconds)))
            state = .waiting(wait)
            stamps.startConnection()
        }

        private func close() {
            if case .open(let connection, _) = state { connection.close() }
        }

        /// Runs `work` and cancels it if it takes longer than the policy's patience.
        private func withPatience<Value: Sendable>(
            _ complaint: String, _ work: @escaping @Sendable () async throws -> Value
        ) async throws -> Value {
            try await withThrowingTaskGroup(of: Value.self) { [clock, patience = policy.patience] group in
                group.addTask(operation: work)
                group.addTask {
                    try await clock.sleep(for: patience)
                    throw Timeout(reason: "\(complaint) for \(seconds: patience)")
                }
                defer { group.cancelAll() }
                guard let value = try await group.next() else { throw CancellationError() }
                return value
            }
        }
    }
}

/// A source that took too long.
private struct Timeout: Error {
    let reason: String
}

extension DefaultStringInterpolation {
    fileprivate mutating func appendInterpolation(seconds duration: Duration) {
        let seconds = duration.inSeconds
        appendLiteral(seconds == seconds.rounded() ? "\(Int(seconds)) s" : "\(seconds) s")
    }
}
