package import FaceMaskCore
package import Foundation
package import FaceMaskInference
internal import FaceMaskModelFiles

/// A mask classifier from a file that holds a network and the manifest for its use.
package struct MaskClassifier: MaskClassifying {
    /// The manifest in the file.
    package let manifest: ModelManifest
    private let runs: SharedRuns<Image, [MaskState: Float]>
    private let parallelism: Int
    private let states: [MaskState]

    /// The maximum number of faces in a run. With four, a face takes a tenth longer in bfloat16
    /// (bench/classify_throughput.py), and each adds 10 MB of memory inside the network at 224×224 pixels.
    private static let maximumBatch = 2

    /// Reads and prepares a classifier, and checks its manifest and shapes. Blocks the calling thread, tenths of a second.
    ///
    /// - Throws: `InferenceError` or `ModelFileError`.
    package init(contentsOf url: URL, engine: Engine, compile: CompileOptions = CompileOptions()) throws {
        let manifest = try ModelFile.manifest(of: url)
        let states = manifest.states
        let (height, width) = (manifest.preprocessing.inputHeight, manifest.preprocessing.inputWidth)
        // The warm-up is for one face, as most pictures show one.
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

    /// Returns one verdict for each of `faces`, in the same order. The boxes are in pixels of `image`. The state is `nil`
    /// below the manifest's thresholds.
    package func verdicts(on faces: [Face], in image: Image) async throws -> [Verdict] {
        try await verdicts(on: faces, cutouts: cutouts(of: faces, in: image))
    }

    /// Returns the network's input for each face: cropped, and scaled to the input's size.
    package func cutouts(of faces: [Face], in image: Image) -> [Image] {
        let preprocessing = manifest.preprocessing
        return faces.map { preprocessing.cutout(ofFace: $0.box, in: image) }
    }

    /// Returns one verdict for each of `faces`, with the inputs that `cutouts(of:in:)` returned for them.
    package func verdicts(on faces: [Face], cutouts: [Image]) async throws -> [Verdict] {
        zip(faces, try await probabilities(of: cutouts)).map { face, probabilities in
            let side = min(face.box.width, face.box.height)
            return verdict(probabilities, isLargeEnough: side >= manifest.thresholds.minimumFaceSide)
        }
    }

    /// Returns one verdict for each face that is already cropped with the manifest's margin, in a picture of any size.
    /// The threshold for the size of a face doesn't apply.
    package func verdicts(onCrops crops: [Image]) async throws -> [Verdict] {
        let preprocessing = manifest.preprocessing
        let cutouts = crops.map { preprocessing.cutout(of: Box(width: $0.width, height: $0.height), from: $0) }
        return try await probabilities(of: cutouts).map { verdict($0, isLargeEnough: true) }
    }

    private func verdict(_ probabilities: [MaskState: Float], isLargeEnough: Bool) -> Verdict {
        // In the manifest's order, so that ties are always decided the same way.
        let likeliest = states.max { probabilities[$0, default: 0] < probabilities[$1, default: 0] }
        let probability = likeliest.flatMap { probabilities[$0] } ?? 0
        let isCertain = isLargeEnough && probability >= manifest.thresholds.minimumProbability
        return Verdict(probabilities: probabilities, state: isCertain ? likeliest : nil)
    }

    /// Returns calibrated probabilities for faces in pictures of the input's size.
    ///
    /// Tasks that call this at the same time share runs of the network. The faces of one task are divided among as many
    /// runs as are possible concurrently.
    package func probabilities(of cutouts: [Image]) async throws -> [[MaskState: Float]] {
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

/// Returns exp(x / temperature) for each logit x, divided by their sum. The largest logit is subtracted first to avoid
/// overflow.
func softmax(_ logits: ArraySlice<Float>, temperature: Float) -> [Float] {
    let largest = logits.max() ?? 0
    let powers = logits.map { exp(($0 - largest) / temperature) }
    let sum = powers.reduce(0, +)
    return powers.map { $0 / sum }
}
