public import FaceMaskCore
public import Foundation
public import FaceMaskInference
internal import FaceMaskModelFiles

/// A mask classifier read from one file: the network and the manifest that says how to use it.
public struct MaskClassifier: MaskClassifying {
    /// What the file says of itself.
    public let manifest: ModelManifest
    private let runs: SharedRuns<Image, [MaskState: Float]>
    private let parallelism: Int
    private let states: [MaskState]

    /// Faces in one run at most. Four take a tenth longer a face in bfloat16 (bench/classify_throughput.py), each costs memory,
    /// 10 MB inside the network at 224×224 pixels.
    private static let maximumBatch = 2

    /// Reads and prepares a classifier; manifest and shapes are checked here, not at the first face.
    public init(contentsOf url: URL, engine: Engine, compile: CompileOptions = CompileOptions()) throws {
        let manifest = try ModelFile.manifest(of: url)
        let states = manifest.states
        let (height, width) = (manifest.preprocessing.inputHeight, manifest.preprocessing.inputWidth)
        // Most pictures show one face.
        let network = try engine.compiledNetwork(
            at: url, shape: [nil, 3, height, width], warmUp: [1, 3, height, width], compile)
        let shape = network.outputs.first?.shape ?? []
        guard network.outputs.count == 1, shape.count == 2, shape[1] == states.count else {
            throw InferenceError(
                code: .wrongNetwork, subject: url.lastPathComponent,
                reason: "its manifest names \(states.count) labels, but its output has the shape "
                    + "\(shape.map { $0.map(String.init) ?? "any" })")
        }
        (self.manifest, self.states) = (manifest, states)
        parallelism = network.parallelism
        runs = SharedRuns(batch: Self.maximumBatch, parallelism: network.parallelism) { cutouts in
            try await Self.probabilities(ofBatch: cutouts, network, manifest)
        }
    }

    /// One verdict for each of `faces`, in their order; boxes in pixels of `image`. The state is `nil` below the
    /// manifest's thresholds.
    public func verdicts(on faces: [Face], in image: Image) async throws -> [Verdict] {
        try await verdicts(on: faces, cutouts: cutouts(of: faces, in: image))
    }

    /// What the network is given of each face: cut out and brought to its input's size.
    public func cutouts(of faces: [Face], in image: Image) -> [Image] {
        let preprocessing = manifest.preprocessing
        return faces.map { preprocessing.cutout(of: preprocessing.crop(of: $0.box, in: image), from: image) }
    }

    /// The same for faces that are cut out already, one picture of the input's size for each.
    public func verdicts(on faces: [Face], cutouts: [Image]) async throws -> [Verdict] {
        let thresholds = manifest.thresholds
        return zip(faces, try await probabilities(of: cutouts)).map { face, probabilities in
            // In the manifest's order, so that a tie is decided alike every time.
            let likeliest = states.max { probabilities[$0, default: 0] < probabilities[$1, default: 0] }
            let isCertain =
                (likeliest.flatMap { probabilities[$0] } ?? 0) >= thresholds.minimumProbability
                && min(face.box.width, face.box.height) >= thresholds.minimumFaceSide
            return Verdict(probabilities: probabilities, state: isCertain ? likeliest : nil)
        }
    }

    /// Calibrated probabilities of faces that are cut out already, in pictures of the input's size.
    ///
    /// Tasks that ask at the same time share runs of the network, and the faces of one task are divided among as many runs
    /// as go side by side.
    public func probabilities(of cutouts: [Image]) async throws -> [[MaskState: Float]] {
        let share = min((cutouts.count + parallelism - 1) / parallelism, Self.maximumBatch)
        guard share < cutouts.count else { return try await runs.outputs(of: cutouts) }
        return try await withThrowingTaskGroup { group in
            for start in stride(from: 0, to: cutouts.count, by: share) {
                let part = Array(cutouts[start..<min(start + share, cutouts.count)])
                group.addTask { (start, try await runs.outputs(of: part)) }
            }
            var outputs: [Int: [[MaskState: Float]]] = [:]
            for try await (start, part) in group { outputs[start] = part }
            return outputs.sorted { $0.key < $1.key }.flatMap(\.value)
        }
    }

    private static func probabilities(
        ofBatch cutouts: [Image], _ network: CompiledNetwork, _ manifest: ModelManifest
    ) async throws -> [[MaskState: Float]] {
        let (preprocessing, states) = (manifest.preprocessing, manifest.states)
        return try await network.run(
            shape: [cutouts.count, 3, preprocessing.inputHeight, preprocessing.inputWidth],
            fill: { input in
                for (index, cutout) in cutouts.enumerated() {
                    preprocessing.normalize(cutout, into: &input, at: index * preprocessing.valueCount)
                }
            },
            read: { outputs in
                let logits = try outputs.values(0)
                return cutouts.indices.map { index in
                    let first = index * states.count
                    let row = softmax(logits[first..<(first + states.count)], temperature: manifest.temperature)
                    return Dictionary(uniqueKeysWithValues: zip(states, row))
                }
            })
    }
}

/// exp(x / t), divided by their sum; the largest is subtracted first, so that none overflows.
func softmax(_ logits: ArraySlice<Float>, temperature: Float) -> [Float] {
    let largest = logits.max() ?? 0
    let powers = logits.map { exp(($0 - largest) / temperature) }
    let sum = powers.reduce(0, +)
    return powers.map { $0 / sum }
}
