internal import FaceMaskConcurrency
internal import FaceMaskCore
internal import FaceMaskInference
internal import FaceMaskNetworks

/// A backbone that isn't trained. It runs on the inference library, which is several times as fast as the training
/// library (docs/measurements.md), on as many pictures at a time as there are cores.
struct FrozenBackbone: Sendable {
    let preprocessing: Preprocessing
    private let network: CompiledNetwork

    /// `precision` is that of the features: training a head needs none better than detection computes.
    init(
        _ backbone: MobileNetV2, side: Int, engine: Engine, precision: CompileOptions.Precision = .exact
    ) throws {
        preprocessing = backbone.preprocessing(side: side)
        let network = try engine.network(onnx: try backbone.serialized(side: side), named: "MobileNetV2")
        try network.reshape(to: [1, 3, side, side])
        self.network = try network.compiled(.several(precision: precision))
    }

    /// The number of pictures to compute at a time.
    var parallelism: Int { network.parallelism }

    /// Returns the 1,280 features of a picture of the input's size.
    func features(of cutout: Image) async throws -> [Float] {
        try await network.run(
            shape: [1, 3, preprocessing.inputHeight, preprocessing.inputWidth],
            fill: { preprocessing.normalize(cutout, into: &$0) }, read: { try $0.values(0) })
    }

    /// Returns the features of every picture that `cutout` returns, in order, computed concurrently.
    func features(
        count: Int, cutout: @escaping @Sendable (Int) -> Image, done: (Int) -> Void = { _ in }
    ) async throws -> [[Float]] {
        var all: [[Float]] = []
        // One more than run at a time, so that the next picture is ready when one is finished.
        try await orderedMap(Array(0..<count), parallelism: parallelism + 1, waiting: parallelism) { index in
            try await features(of: cutout(index))
        } receive: { features in
            all.append(features)
            done(all.count)
        }
        return all
    }
}
