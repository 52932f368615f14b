import FaceMask
import FaceMaskInference
import FaceMaskModelFiles
import Synchronization

/// Measures what the machine can do at best: the bounds of everything else.
enum BenchPeaks {
    /// Rows, columns and depth of the matrix products: large enough for the library to reach the processor's limit,
    /// small enough for its nearest caches.
    private static let side = 512
    private static let layers = 4

    /// Pieces that fit the nearest cache, the next, the last, and none.
    static let copied = [1 << 18, 1 << 21, 1 << 24, 1 << 27]

    /// Matrix products by the inference library on so many threads, in the networks' numbers, and copies on so many side by side.
    static func works(
        threads: Int, precision: CompileOptions.Precision, numbers: [BenchWork.Numbers]
    ) throws -> [BenchWork] {
        let options = CompileOptions(hint: .latency, threads: threads, streams: 1, precision: precision)
        var works = try numbers.map { numbers in
            let network = try products(of: numbers).compiled(options)
            return BenchWork(
                name: .init(medium: .picture, stage: .detect, threads: threads, role: .multiplying(numbers)), items: 1,
                unitsAnItem: Double(layers * side * side * side) / 1e9, lanes: 1,
                run: { _ in
                    _ = try await network.run(
                        shape: [side, side], fill: { $0.update(repeating: 0.5) }, read: { $0.count })
                })
        }
        for bytes in copied {
            // Read once and written once. Each lane has its own.
            let pieces = (0..<threads).map { _ in CopiedPiece(count: bytes / 2) }
            works.append(
                BenchWork(
                    name: .init(medium: .picture, stage: .decode, threads: threads, role: .copying(bytes: bytes)),
                    items: threads, unitsAnItem: Double(bytes) / 1e9, lanes: threads, run: { pieces[$0].copy() }))
        }
        return works
    }

    private static func products(of numbers: BenchWork.Numbers) throws -> Network {
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

    /// Of a size that lets neither grow nor vanish what flows through.
    private static let largestWeight: Float = 0.05

    private static func weights(
        _ layer: Int, _ numbers: BenchWork.Numbers, in graph: inout ONNXGraph, from generator: inout SeededGenerator
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

/// Memory that is copied from one place to another, by one lane at a time.
private final class CopiedPiece: Sendable {
    private let memory: Mutex<(source: [UInt8], target: [UInt8])>

    /// Both are written to: memory that never was is one page of zeros for the system.
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
