import Dispatch
import Foundation
import Synchronization

/// Runs an actor's work on one thread of its own, so that C which blocks never holds up the shared pool.
///
/// The thread ends when the executor is released and its work is done.
final class ThreadExecutor: SerialExecutor {
    private let queue = JobQueue()

    /// Starts a thread called `name`, of which Linux keeps 15 bytes.
    init(name: String) {
        Thread.detachNewThread { [queue] in
            // Foundation names the system's thread only from inside.
            Thread.current.name = name
            while let work = queue.next() { work.run() }
        }
    }

    deinit { queue.close() }

    func enqueue(_ job: consuming ExecutorJob) { queue.add(JobQueue.Work(job: UnownedJob(job), executor: self)) }

    func asUnownedSerialExecutor() -> UnownedSerialExecutor { UnownedSerialExecutor(ordinary: self) }
}

/// Work in the order in which it came; the thread waits at its other end.
private final class JobQueue: Sendable {
    /// A job keeps its executor: the actor that owns the executor may be released by the job itself.
    struct Work: Sendable {
        let job: UnownedJob
        let executor: ThreadExecutor

        func run() { job.runSynchronously(on: executor.asUnownedSerialExecutor()) }
    }

    private let waiting = Mutex<[Work]>([])
    /// Counts the work that waits, and the end.
    private let signal = DispatchSemaphore(value: 0)

    func add(_ work: Work) {
        waiting.withLock { $0.append(work) }
        signal.signal()
    }

    func close() { signal.signal() }

    /// The next work, waiting for it; nil after the end.
    func next() -> Work? {
        signal.wait()
        return waiting.withLock { $0.isEmpty ? nil : $0.removeFirst() }
    }
}
