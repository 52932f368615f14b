import Dispatch
import Synchronization

/// Stops blocking reads of a file or stream, on request from another thread or after a time limit.
final class VideoInterrupt: Sendable {
    private let flag = Atomic<Bool>(false)
    /// The time limit in nanoseconds since the machine's start.
    private let deadline = Atomic<UInt64>(.max)
    private let bell = DispatchSemaphore(value: 0)

    /// Whether a stop was requested.
    var isRaised: Bool { flag.load(ordering: .relaxed) }
    /// Whether the time limit has passed.
    var isExpired: Bool { DispatchTime.now().uptimeNanoseconds > deadline.load(ordering: .relaxed) }

    func raise() {
        flag.store(true, ordering: .relaxed)
        bell.signal()
    }

    /// Sets the time limit for the following operations, in seconds from now; `nil` for none.
    func allow(_ seconds: Double?) {
        let end = seconds.map { DispatchTime.now() + $0 }
        deadline.store(end?.uptimeNanoseconds ?? .max, ordering: .relaxed)
    }

    /// Blocks the thread for a number of seconds, or until a stop is requested.
    func pause(_ seconds: Double) { if !isRaised { _ = bell.wait(timeout: .now() + seconds) } }
}
