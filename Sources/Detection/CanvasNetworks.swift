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
    private let compileSmall: CompileOptions
    private let order: Order
    private let prepared = Mutex<[WorkingSize.Canvas: CompiledNetwork]>([:])

    /// In which order a network wants the input's numbers.
    enum Order {
        /// `[1, 3, height, width]`.
        case planes
        /// `[1, height, width, 3]`.
        case pixels
    }

    /// Canvases of so many pixels have maps that are small enough to be kept several times.
    private static let smallArea = 640 * 640

    /// `compileSmall`, unless `nil`, is for canvases of up to 640 × 640 pixels.
    init(
        url: URL, engine: Engine, compile: CompileOptions, compileSmall: CompileOptions? = nil, order: Order = .planes
    ) {
        self.order = order
        self.url = url
        self.engine = engine
        self.compile = compile
        self.compileSmall = compileSmall ?? compile
    }

    /// The network for a canvas. The first call for one reads and prepares it, tenths of a second in which the others
    /// wait: they would only do the same.
    func network(for canvas: WorkingSize.Canvas) throws -> CompiledNetwork {
        try prepared.withLock { prepared in
            if let network = prepared[canvas] { return network }
            // Whatever the file says, CenterFace's 10×3×32×32 for one: the networks are fully convolutional.
            let isSmall = canvas.width * canvas.height <= Self.smallArea
            let compiled = try engine.compiledNetwork(
                at: url, shape: shape(of: canvas), isSmall ? compileSmall : compile)
            prepared[canvas] = compiled
            return compiled
        }
    }

    /// The shape of the network's input.
    func shape(of canvas: WorkingSize.Canvas) -> [Int] {
        order == .planes ? [1, 3, canvas.height, canvas.width] : [1, canvas.height, canvas.width, 3]
    }
}
