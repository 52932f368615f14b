internal import FaceMaskInference
internal import FaceMaskCore
internal import FaceMaskModelFiles
internal import Synchronization

/// Benchmarks of what the machine can do at best; bounds are derived from them.
enum MachinePeaks {
    /// Rows, columns and depth of the matrix products: large enough for the library to reach the processor's limit, small
    /// enough for the nearest caches.
    private static let side = 512
    private static let layers = 4

    /// Block sizes that fit the nearest cache, the next one, the last one, and none.
    static let copiedBytes = [1 << 18, 1 << 21, 1 << 24, 1 << 27]

    /// Matrix products by the inference library on `threads` threads in each kind of number, and copies on as many threads
    /// concurrently.
    static func benchmarks(
        threads: Int, precision: CompileOptions.Precision, numbers: [StageBenchmark.Numbers]
    ) throws -> [StageBenchmark] {
        let options = CompileOptions.single(threads: threads, precision: precision)
        let products = try numbers.map { try product(of: $0, threads: threads, options) }
        return products + copiedBytes.map { copy(bytes: $0, threads: threads) }
    }

    private static func product(
        of numbers: StageBenchmark.Numbers, threads: Int, _ options: CompileOptions
    ) throws -> StageBenchmark {
        let network = try productNetwork(of: numbers).compiled(options)
        return StageBenchmark(
            key: .init(medium: .picture, stage: .detect, threads: threads, role: .multiplication(numbers)), items: 1,
            unitsPerItem: Double(layers * side * side * side) / 1e9, parallelism: 1,
            run: { _ in
                _ = try await network.run(shape: [side, side], fill: { $0.update(repeating: 0.5) }, read: { $0.count })
            })
    }

    private static func copy(bytes: Int, threads: Int) -> StageBenchmark {
        // Half of the bytes are read, half are written. Each task has its own block.
        let blocks = (0..<threads).map { _ in CopiedBlock(count: bytes / 2) }
        return StageBenchmark(
            key: .init(medium: .picture, stage: .decode, threads: threads, role: .copy(bytes: bytes)), items: threads,
            unitsPerItem: Double(bytes) / 1e9, parallelism: threads, run: { blocks[$0].copy() })
    }

    private static func productNetwork(of numbers: StageBenchmark.Numbers) throws -> Network {
        var graph = ONNXGraph(name: "products")
        var generator = SeededGenerator(seed: 1)
        var value = graph.input("input", shape: [.batch, .fixed(side)])
        if numbers == .integers { value = graph.rounded(value, scale: 1 / 255) }
        for layer in 0..<layers {
            value = graph.dense(
                value, weights: try weights(layer, numbers, in: &graph, from: &generator),
                bias: try graph.initializer(
                    "bias\(layer)", shape: [side], values: [Float](repeating: 0.1, count: side)),
                named: "product\(layer)")
            if numbers == .integers, layer < layers - 1 { value = graph.rounded(value, scale: 1 / 255) }
        }
        graph.output(value, shape: [.batch, .fixed(side)])
        let network = try Engine().network(onnx: try graph.serialized(manifest: nil), named: "products")
        try network.reshape(to: [side, side])
        return network
    }

    /// Small enough that values neither grow nor vanish from layer to layer.
    private static let largestWeight: Float = 0.05

    private static func weights(
        _ layer: Int, _ numbers: StageBenchmark.Numbers, in graph: inout ONNXGraph,
        from generator: inout SeededGenerator
    ) throws -> ONNXGraph.Value {
        let (name, shape) = ("weights\(layer)", [side, side])
        let shares = (0..<(side * side)).map { _ in Float.random(in: -1...1, using: &generator) }
        return switch numbers {
        case .floats: try graph.initializer(name, shape: shape, values: shares.map { $0 * largestWeight })
        case .integers:
            graph.initializer(name, shape: shape, values: shares.map { Int8($0 * 127) }, scale: largestWeight / 127)
        }
    }
}

/// Memory that one task at a time copies from one place to another.
private final class CopiedBlock: Sendable {
    private let memory: Mutex<(source: [UInt8], target: [UInt8])>

    /// Both halves are written: to the system, memory that was never written is one page of zeros.
    init(count: Int) {
        memory = Mutex(([UInt8](repeating: 1, count: count), [UInt8](repeating: 2, count: count)))
    }

    func copy() {
        memory.withLock { memory in
            unsafe memory.source.withUnsafeBytes { source in
                unsafe memory.target.withUnsafeMutableBytes { unsafe $0.copyMemory(from: source) }
            }
        }
    }
}
