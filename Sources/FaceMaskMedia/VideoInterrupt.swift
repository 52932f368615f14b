import Dispatch
import Synchronization

/// Stops blocking reads of one file or stream, from another thread or when they take too long.
final class VideoInterrupt: Sendable {
    private let flag = Atomic<Bool>(false)
    /// On the clock that counts from the machine's start, in nanoseconds.
    private let deadline = Atomic<UInt64>(.max)
    private let bell = DispatchSemaphore(value: 0)

    /// Somebody wants it to end.
    var isRaised: Bool { flag.load(ordering: .relaxed) }
    /// It took too long.
    var isExpired: Bool { DispatchTime.now().uptimeNanoseconds > deadline.load(ordering: .relaxed) }

    func raise() {
        flag.store(true, ordering: .relaxed)
        bell.signal()
    }

    /// Gives what comes next so many seconds; nil means as many as it takes.
    func allow(_ seconds: Double?) {
        let end = seconds.map { DispatchTime.now() + $0 }
        deadline.store(end?.uptimeNanoseconds ?? .max, ordering: .relaxed)
    }

    /// Holds the thread for so many seconds, or until it is raised.
    func pause(_ seconds: Double) { if !isRaised { _ = bell.wait(timeout: .now() + seconds) } }
}
