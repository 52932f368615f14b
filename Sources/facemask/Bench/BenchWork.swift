import FaceMask
import Foundation

/// Something whose time is taken.
struct BenchWork: Sendable {
    /// What its row in the report says of it.
    struct Name: Hashable, Sendable {
        var medium: BenchReport.Medium
        var stage: BenchReport.Stage
        var threads: Int
        var faces: Int?
        var source: String?
        /// Where it isn't a row, but what a row is compared with.
        var role = Role.row

        enum Role: Hashable, Sendable {
            case row, decoderAlone
            case multiplying(Numbers)
            case copying(bytes: Int)
        }
    }

    var name: Name
    var unit = BenchReport.Unit.picture
    /// How many different items there are.
    var items: Int
    /// Pictures, faces, frames or looks in one item, on average.
    var unitsAnItem = 1.0
    /// How many items are worked on side by side.
    var lanes: Int
    /// The least arithmetic and traffic of one unit.
    var cost: Cost?
    /// Works on the item of this number.
    var run: @Sendable (Int) async throws -> Void

    /// What is multiplied.
    enum Numbers: Hashable, Sendable {
        /// 32 bits, or bfloat16 where that is quicker.
        case floats
        /// 8-bit integers.
        case integers
    }

    enum Cost: Sendable {
        /// Multiply-adds.
        case multiplications(Double, Numbers = .floats)
        /// Bytes read and written.
        case bytes(Double)
        /// Whatever was measured in the role of its decoder.
        case decoder
        /// The processor time of other stages, so many units of each.
        case stages([BenchReport.Stage: Double])
    }
}

/// Takes the time of pieces of work.
struct Stopwatch: Sendable {
    /// Seconds of one unit.
    struct Sample: Sendable {
        var wall: Double
        var processor: Double
    }

    /// A measurement lasts at least so long: the clock and the start of tasks are then below a thousandth.
    private static let leastSeconds = 0.1
    private static let mostRepeats = 4096.0

    private let work: BenchWork
    private let repeats: Int

    /// Runs the work once or more, to warm it up and to see how often it must run.
    init(warmingUp work: BenchWork) async throws {
        self.work = work
        // The first run loads, compiles and allocates; the second is what is counted by.
        let start = ContinuousClock.now
        try await Self.run(work, repeats: 1)
        let first = start.duration(to: .now).inSeconds
        if first > Self.leastSeconds {
            repeats = 1
        } else {
            let again = ContinuousClock.now
            try await Self.run(work, repeats: 1)
            let seconds = again.duration(to: .now).inSeconds
            repeats = Int(min(max((Self.leastSeconds / max(seconds, 1e-6)).rounded(.up), 1), Self.mostRepeats))
        }
    }

    /// One measurement.
    func sample() async throws -> Sample {
        let (start, used) = (ContinuousClock.now, Processors.secondsUsed)
        let items = try await Self.run(work, repeats: repeats)
        let units = Double(items) * work.unitsAnItem
        return Sample(
            wall: start.duration(to: .now).inSeconds / units, processor: (Processors.secondsUsed - used) / units)
    }

    /// Works on every item `repeats` times, and says on how many in all.
    @discardableResult
    private static func run(_ work: BenchWork, repeats: Int) async throws -> Int {
        // As many for each lane: at the end none waits for another.
        let total = (work.items * repeats + work.lanes - 1) / work.lanes * work.lanes
        guard work.lanes > 1 else {
            for index in 0..<total { try await work.run(index % work.items) }
            return total
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for lane in 0..<work.lanes {
                group.addTask {
                    for index in stride(from: lane, to: total, by: work.lanes) {
                        try await work.run(index % work.items)
                    }
                }
            }
            try await group.waitForAll()
        }
        return total
    }
}
