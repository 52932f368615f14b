internal import Foundation
internal import Glibc

/// The processor cores that this process may run on.
enum ProcessorAffinity {
    /// `cpu_set_t`: 1,024 cores, one bit each.
    private typealias Mask = [UInt64]
    private static let maskLength = 16
    private typealias AffinityFunction = @convention(c) (pid_t, Int, UnsafeMutableRawPointer?) -> Int32

    /// Runs `body` while every thread of the process, and every thread started meanwhile, is restricted to the first of the
    /// process's cores. Libraries with thread pools of their own can't be limited to one core in another way.
    ///
    /// Where the system doesn't allow it, `body` runs on all cores.
    static func withOneCore(_ body: () async throws -> Void) async throws {
        var all = Mask(repeating: 0, count: maskLength)
        guard call("sched_getaffinity", thread: 0, &all), let word = all.firstIndex(where: { $0 != 0 }) else {
            return try await body()
        }
        var one = Mask(repeating: 0, count: maskLength)
        one[word] = all[word] & (~all[word] &+ 1)
        restrictAllThreads(to: one)
        defer { restrictAllThreads(to: all) }
        try await body()
    }

    private static func restrictAllThreads(to mask: Mask) {
        var mask = mask
        let threads = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")) ?? []
        // A thread that has ended since needs no restriction, so that a failure means nothing.
        for thread in threads.compactMap(pid_t.init) { _ = call("sched_setaffinity", thread: thread, &mask) }
    }

    /// Calls one of the two functions by name: Glibc declares them only for C programs that ask for its extensions.
    private static func call(_ name: String, thread: pid_t, _ mask: inout Mask) -> Bool {
        guard let symbol = unsafe dlsym(nil, name) else { return false }
        let function = unsafe unsafeBitCast(symbol, to: AffinityFunction.self)
        return unsafe mask.withUnsafeMutableBytes { unsafe function(thread, $0.count, $0.baseAddress) } >= 0
    }
}
