/// A piece of work whose time is measured.
struct StageBenchmark: Sendable {
    /// What identifies the benchmark; its row in the report repeats it.
    struct Key: Hashable, Sendable {
        var medium: BenchmarkReport.Medium
        var stage: BenchmarkReport.Stage
        var threads: Int
        var faces: Int?
        var source: String?
        var role = Role.row

        /// Whether the benchmark is a row of the report, or something that rows are compared with.
        enum Role: Hashable, Sendable {
            case row, decoderAlone
            case multiplication(Numbers)
            case copy(bytes: Int)
        }
    }

    var key: Key
    /// What times are given for.
    var unit = BenchmarkReport.Unit.picture
    /// The number of different inputs.
    var items: Int
    /// The mean number of units in one item.
    var unitsPerItem = 1.0
    /// How many items are processed concurrently.
    var parallelism: Int
    /// The minimum that one unit costs; `nil` when unknown.
    var cost: Cost?
    /// Processes the item with this index.
    var run: @Sendable (Int) async throws -> Void

    /// The numbers that a network computes with.
    enum Numbers: Hashable, Sendable {
        /// 32 bits, or bfloat16 where that is faster.
        case floats
        /// 8-bit integers.
        case integers
    }

    /// A lower bound of the work in one unit.
    enum Cost: Sendable {
        /// Multiply-adds.
        case multiplications(Double, Numbers = .floats)
        /// Bytes read and written.
        case bytes(Double)
        /// The time of the benchmark with the same key and the role `decoderAlone`.
        case decoder
        /// The processor time of other stages, with the number of units of each.
        case stages([BenchmarkReport.Stage: Double])
    }
}
