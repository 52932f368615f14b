internal import FaceMaskCore
internal import Glibc

/// Measures the time of a benchmark.
struct StageTimer: Sendable {
    /// Seconds per unit.
    struct Sample: Sendable {
        var wall: Double
        /// Processor time of all threads.
        var processor: Double
    }

    /// A sample lasts at least this long, so that the clock's resolution and the start of tasks weigh less than a thousandth.
    private static let minimumSeconds = 0.1
    private static let maximumRepeats = 4096.0

    private let benchmark: StageBenchmark
    private let repeats: Int

    /// Runs the benchmark once or twice, to warm it up and to determine how often one sample repeats it.
    init(warmingUp benchmark: StageBenchmark) async throws {
        self.benchmark = benchmark
        // The first run loads, compiles and allocates; the second one is representative.
        let start = ContinuousClock.now
        try await Self.run(benchmark, repeats: 1)
        if start.duration(to: .now).inSeconds > Self.minimumSeconds {
            repeats = 1
        } else {
            let start = ContinuousClock.now
            try await Self.run(benchmark, repeats: 1)
            let seconds = start.duration(to: .now).inSeconds
            repeats = Int(min(max((Self.minimumSeconds / max(seconds, 1e-6)).rounded(.up), 1), Self.maximumRepeats))
        }
    }

    /// Takes one sample.
    func sample() async throws -> Sample {
        let (start, used) = (ContinuousClock.now, Self.processorSeconds)
        let items = try await Self.run(benchmark, repeats: repeats)
        let units = Double(items) * benchmark.unitsPerItem
        return Sample(
            wall: start.duration(to: .now).inSeconds / units, processor: (Self.processorSeconds - used) / units)
    }

    /// Processes every item `repeats` times and returns how many items that were.
    @discardableResult
    private static func run(_ benchmark: StageBenchmark, repeats: Int) async throws -> Int {
        // A multiple of the parallelism, so that no task waits for another at the end.
        let parallelism = benchmark.parallelism
        let total = (benchmark.items * repeats + parallelism - 1) / parallelism * parallelism
        guard parallelism > 1 else {
            for index in 0..<total { try await benchmark.run(index % benchmark.items) }
            return total
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for first in 0..<parallelism {
                group.addTask {
                    for index in stride(from: first, to: total, by: parallelism) {
                        try await benchmark.run(index % benchmark.items)
                    }
                }
            }
            try await group.waitForAll()
        }
        return total
    }

    /// Processor seconds that all threads of the process have used so far.
    private static var processorSeconds: Double {
        var time = timespec()
        unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}
