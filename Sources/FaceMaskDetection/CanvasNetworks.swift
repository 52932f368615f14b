internal import Foundation
internal import FaceMaskInference
internal import Synchronization

/// One prepared network for each canvas size requested so far.
///
/// A network of a fixed size needs less memory than one that takes any size, which keeps buffers for every size that it
/// meets (docs/measurements.md).
final class CanvasNetworks: Sendable {
    private let url: URL
    private let engine: Engine
    private let compile: CompileOptions
    private let compileSmall: CompileOptions
    private let order: Order
    private let entries = Mutex<[WorkingSize.Canvas: Entry]>([:])

    private typealias Waiting = CheckedContinuation<CompiledNetwork, any Error>

    private enum Entry {
        case ready(CompiledNetwork)
        /// The network is being prepared; these tasks wait for it.
        case preparing([Waiting])
    }

    /// The memory layout of a network's input.
    enum Order {
        /// `[1, 3, height, width]`.
        case planes
        /// `[1, height, width, 3]`.
        case pixels
    }

    /// The area, in pixels, up to which a network's maps are small enough to be held several times.
    private static let smallArea = 640 * 640

    /// `compileSmall`, unless it is `nil`, applies to canvases of up to 640 × 640 pixels.
    init(
        url: URL, engine: Engine, compile: CompileOptions, compileSmall: CompileOptions? = nil, order: Order = .planes
    ) {
        self.order = order
        self.url = url
        self.engine = engine
        self.compile = compile
        self.compileSmall = compileSmall ?? compile
    }

    /// Prepares the network for a canvas on the calling thread, which takes tenths of a second. Only for initialization,
    /// before other tasks ask for networks.
    func prepareNow(for canvas: WorkingSize.Canvas) throws -> CompiledNetwork {
        let network = try prepared(for: canvas)
        entries.withLock { $0[canvas] = .ready(network) }
        return network
    }

    /// Returns the network for a canvas. The first call for a canvas reads and prepares it on a separate thread, which
    /// takes tenths of a second; other calls for the same canvas wait for it. After a failure the next call tries again.
    func network(for canvas: WorkingSize.Canvas) async throws -> CompiledNetwork {
        if case .ready(let network) = entries.withLock({ $0[canvas] }) { return network }
        return try await withCheckedThrowingContinuation { continuation in
            if waits(continuation, for: canvas) { return }
            Thread.detachNewThread { [self] in finish(canvas, Result { try prepared(for: canvas) }) }
        }
    }

    /// Adds the continuation to those that wait; returns `false` if it is the first of them.
    private func waits(_ continuation: Waiting, for canvas: WorkingSize.Canvas) -> Bool {
        let (network, isFirst) = entries.withLock { entries in
            switch entries[canvas] {
            case .ready(let network): return (network as CompiledNetwork?, false)
            case .preparing(let waiting):
                entries[canvas] = .preparing(waiting + [continuation])
                return (nil, false)
            case nil:
                entries[canvas] = .preparing([continuation])
                return (nil, true)
            }
        }
        if let network { continuation.resume(returning: network) }
        return !isFirst
    }

    private func finish(_ canvas: WorkingSize.Canvas, _ result: Result<CompiledNetwork, any Error>) {
        let waiting: [Waiting] = entries.withLock { entries in
            guard case .preparing(let waiting) = entries[canvas] else { return [] }
            entries[canvas] = (try? result.get()).map { .ready($0) }
            return waiting
        }
        for continuation in waiting { continuation.resume(with: result) }
    }

    private func prepared(for canvas: WorkingSize.Canvas) throws -> CompiledNetwork {
        // The networks are fully convolutional, so the shape in the file (10×3×32×32 in CenterFace's) doesn't matter.
        let isSmall = canvas.width * canvas.height <= Self.smallArea
        return try engine.compiledNetwork(at: url, shape: shape(of: canvas), isSmall ? compileSmall : compile)
    }

    /// The shape of the network's input.
    func shape(of canvas: WorkingSize.Canvas) -> [Int] {
        order == .planes ? [1, 3, canvas.height, canvas.width] : [1, canvas.height, canvas.width, 3]
    }
}
