internal import Foundation
internal import Inference
internal import Synchronization

/// One network prepared for each canvas that was needed so far.
///
/// A network of fixed size needs less memory than one that takes any, which keeps buffers for every size it met
/// (docs/design.md).
final class CanvasNetworks: Sendable {
    private let url: URL
    private let engine: Engine
    private let compile: CompileOptions
    private let compileNear: CompileOptions
    private let order: Order
    private let prepared = Mutex<[WorkingSize.Canvas: CompiledNetwork]>([:])

    /// In which order a network wants the input's numbers.
    enum Order {
        /// `[1, 3, height, width]`.
        case planes
        /// `[1, height, width, 3]`.
        case pixels
    }

    /// `compileNear` is for canvases of up to ``WorkingSize/nearSide``: their maps are small enough to be kept several
    /// times.
    init(
        url: URL, engine: Engine, compile: CompileOptions, compileNear: CompileOptions? = nil, order: Order = .planes
    ) {
        self.order = order
        self.url = url
        self.engine = engine
        self.compile = compile
        self.compileNear = compileNear ?? compile
    }

    /// The network for a canvas. The first call for one reads and prepares it, tenths of a second in which the others
    /// wait: they would only do the same.
    func network(for canvas: WorkingSize.Canvas) throws -> CompiledNetwork {
        try prepared.withLock { prepared in
            if let network = prepared[canvas] { return network }
            // Whatever the file says, CenterFace's 10×3×32×32 for one: the networks are fully convolutional.
            let isNear = max(canvas.width, canvas.height) <= WorkingSize.nearSide
            let compiled = try engine.compiledNetwork(
                at: url, shape: shape(of: canvas), isNear ? compileNear : compile)
            prepared[canvas] = compiled
            return compiled
        }
    }

    /// The shape of the network's input.
    func shape(of canvas: WorkingSize.Canvas) -> [Int] {
        order == .planes ? [1, 3, canvas.height, canvas.width] : [1, canvas.height, canvas.width, 3]
    }
}
