import Foundation
import Glibc

/// Which cores the program may use, and how much of them it has used.
enum Processors {
    /// `cpu_set_t`: 1,024 cores, one bit each.
    private typealias Mask = [UInt64]
    private static let maskLength = 16
    private typealias Affinity = @convention(c) (pid_t, Int, UnsafeMutableRawPointer?) -> Int32

    /// Cores that are there for the program.
    static var count: Int { ProcessInfo.processInfo.activeProcessorCount }

    /// Processor seconds of all threads so far.
    static var secondsUsed: Double {
        var time = timespec()
        unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    /// Calls `body` while every thread of the program, and every one that it starts meanwhile, runs on the first of its
    /// cores alone: the only way to hold libraries with threads of their own to one.
    ///
    /// Where the system doesn't allow it, `body` runs on all.
    static func onOne(_ body: () async throws -> Void) async throws {
        var all = Mask(repeating: 0, count: maskLength)
        guard call("sched_getaffinity", thread: 0, &all), let word = all.firstIndex(where: { $0 != 0 }) else {
            return try await body()
        }
        var one = Mask(repeating: 0, count: maskLength)
        one[word] = all[word] & (~all[word] &+ 1)
        limit(to: one)
        defer { limit(to: all) }
        try await body()
    }

    private static func limit(to mask: Mask) {
        var mask = mask
        let threads = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")) ?? []
        // One that has ended since is no matter.
        for thread in threads.compactMap(pid_t.init) { _ = call("sched_setaffinity", thread: thread, &mask) }
    }

    /// Glibc has both functions, but declares them for C programs only that ask for its extensions.
    private static func call(_ name: String, thread: pid_t, _ mask: inout Mask) -> Bool {
        guard let symbol = unsafe dlsym(nil, name) else { return false }
        let function = unsafe unsafeBitCast(symbol, to: Affinity.self)
        return unsafe mask.withUnsafeMutableBytes { unsafe function(thread, $0.count, $0.baseAddress) } >= 0
    }
}
