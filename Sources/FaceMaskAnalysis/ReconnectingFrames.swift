public import FaceMaskCore
import Synchronization

/// What comes from a source that is opened anew whenever it is lost.
public enum SourceEvent: Sendable {
    /// A frame. Times and numbers go on over reconnections.
    case frame(Frame)
    /// What becomes of the source, in order with the frames.
    case health(SourceHealth)
}

/// The frames of a source that shall not be lost: when it fails or hangs, it is closed and opened again.
///
/// One pass. It ends when the source says that it is at its end, by the source's own error when that is permanent and the
/// source was never connected, or by a `CancellationError` soon after the task was cancelled, whatever it waits for.
public struct ReconnectingFrames<Source: FrameStreaming, Timer: Clock>: AsyncSequence, Sendable
where Timer.Duration == Duration {
    /// Frames, and what becomes of the source.
    public typealias Element = SourceEvent

    private let source: Source
    private let policy: ReconnectionPolicy
    private let clock: Timer
    private let counter = SourceCounter()

    /// Creates the frames of `source`, which is opened when the first one is asked for.
    public init(_ source: Source, policy: ReconnectionPolicy = ReconnectionPolicy(), clock: Timer) {
        (self.source, self.policy, self.clock) = (source, policy, clock)
    }

    /// How much came so far.
    public var counts: SourceCounts { counter.counts.withLock { $0 } }

    /// Starts the pass.
    public func makeAsyncIterator() -> Iterator {
        Iterator(source: source, policy: policy, clock: clock, counter: counter)
    }
}

/// What the sequence and its iterator share.
private final class SourceCounter: Sendable {
    let counts = Mutex(SourceCounts())
}

extension ReconnectingFrames {
    /// Opens, reads, waits and opens again.
    public struct Iterator: AsyncIteratorProtocol {
        private enum State {
            case opening
            /// Open; its times count from so many seconds after the first opening.
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
        /// When frames stopped coming; nil while they come, and before the first one.
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
                (error as? Interruption).map { SourceFault(reason: $0.reason, isPermanent: false) }
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

        /// Runs `work`, which is cancelled when it takes longer than the policy's patience.
        private func withPatience<Value: Sendable>(
            _ complaint: String, _ work: @escaping @Sendable () async throws -> Value
        ) async throws -> Value {
            try await withThrowingTaskGroup(of: Value.self) { [clock, patience = policy.patience] group in
                group.addTask(operation: work)
                group.addTask {
                    try await clock.sleep(for: patience)
                    throw Interruption(reason: "\(complaint) for \(seconds: patience)")
                }
                defer { group.cancelAll() }
                guard let value = try await group.next() else { throw CancellationError() }
                return value
            }
        }
    }
}

/// A loss that this module noticed itself.
private struct Interruption: Error {
    let reason: String
}

extension DefaultStringInterpolation {
    fileprivate mutating func appendInterpolation(seconds duration: Duration) {
        let seconds = duration.inSeconds
        appendLiteral(seconds == seconds.rounded() ? "\(Int(seconds)) s" : "\(seconds) s")
    }
}
