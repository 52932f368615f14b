import Dispatch
import Foundation
import Synchronization

/// Runs an actor's jobs on a dedicated thread, so that blocking C code never holds up the shared pool.
///
/// The thread ends when the executor is released and its jobs are done.
final class ThreadExecutor: SerialExecutor {
    private let queue = JobQueue()

    /// Starts a thread called `name`, of which Linux keeps 15 bytes.
    init(name: String) {
        Thread.detachNewThread { [queue] in
            // Foundation can name the system's thread only from within it.
            Thread.current.name = name
            while let work = queue.next() { work.run() }
        }
    }

    deinit { queue.close() }

    func enqueue(_ job: consuming ExecutorJob) { queue.add(JobQueue.Work(job: UnownedJob(job), executor: self)) }

    func asUnownedSerialExecutor() -> UnownedSerialExecutor { UnownedSerialExecutor(ordinary: self) }
}

/// A first-in, first-out queue of jobs; the executor's thread waits for them.
private final class JobQueue: Sendable {
    /// A job retains its executor: the job itself may release the actor that owns the executor.
    struct Work: Sendable {
        let job: UnownedJob
        let executor: ThreadExecutor

        func run() { job.runSynchronously(on: executor.asUnownedSerialExecutor()) }
    }

    private let waiting = Mutex<[Work]>([])
    /// Counts the waiting jobs and the closing of the queue.
    private let signal = DispatchSemaphore(value: 0)

    func add(_ work: Work) {
        waiting.withLock { $0.append(work) }
        signal.signal()
    }

    func close() { signal.signal() }

    /// Waits for the next job; returns `nil` after the end.
    func next() -> Work? {
        signal.wait()
        return waiting.withLock { $0.isEmpty ? nil : $0.removeFirst() }
    }
}
