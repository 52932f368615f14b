public import FaceMaskCore
public import Foundation
public import Inference

/// CenterFace (Xu et al. 2019, arXiv:1911.03599): an anchor-free detector with one heat map at a quarter of the
/// picture's size, and five landmarks a face.
public struct CenterFaceDetector: FaceDetecting {
    /// What is looked for and reported.
    public struct Options: Sendable {
        /// Faces below it are not reported, 0…1.
        public var minimumScore: Float
        /// Of two faces whose boxes overlap more (intersection over union), the one with the lower score is dropped.
        public var overlapLimit: Float
        /// How large a picture is when the network sees it.
        public var workingSize: WorkingSize

        /// Creates options. The limits are those of the authors' demonstration program, apart from the score, which
        /// docs/design.md derives.
        public init(minimumScore: Float = 0.5, overlapLimit: Float = 0.3, workingSize: WorkingSize = WorkingSize()) {
            self.minimumScore = minimumScore
            self.overlapLimit = overlapLimit
            self.workingSize = workingSize
        }
    }

    /// The options it was made with.
    public let options: Options
    private let network: CompiledNetwork

    /// Reads and prepares the network; its outputs are checked here, not at the first picture.
    public init(
        contentsOf url: URL, engine: Engine, options: Options = Options(),
        compile: CompileOptions = CompileOptions()
    ) throws {
        self.options = options
        let network = try engine.network(at: url)
        // The file says 10×3×32×32; it is fully convolutional.
        try network.reshape(to: [1, 3, nil, nil])
        self.network = try network.compiled(compile)
        let depths = self.network.outputs.map { $0.shape.count == 4 ? $0.shape[1] : nil }
        guard depths == CenterFaceMaps.depths else {
            throw InferenceError(
                code: .wrongNetwork, subject: url.lastPathComponent,
                reason: "its outputs have the depths \(depths.map { $0 ?? 0 }), "
                    + "those of CenterFace are \(CenterFaceMaps.depths)")
        }
    }

    /// Returns the faces in `image`, boxes and landmarks in its pixels, by falling score.
    public func faces(in image: Image) async throws -> [Face] {
        var found: [Face] = []
        for look in options.workingSize.looks(at: image) { found += try await faces(in: image, look) }
        return found.suppressingOverlaps(above: options.overlapLimit)
    }

    /// The faces that one look finds, in pixels of the picture, not yet suppressed.
    private func faces(in image: Image, _ look: WorkingSize.Look) async throws -> [Face] {
        let resized = image.resized(width: look.width, height: look.height)
        let minimumScore = options.minimumScore
        let found = try await network.run(
            shape: [1, 3, look.height, look.width],
            fill: { input in Self.fill(&input, with: resized) },
            read: { outputs in
                try CenterFaceMaps(outputs, width: look.width, height: look.height).faces(above: minimumScore)
            })
        let (x, y) = (Float(image.width) / Float(look.width), Float(image.height) / Float(look.height))
        return found.filter { max($0.box.width, $0.box.height) >= look.minimumFaceSide }.map { face in
            Face(box: face.box.scaled(x: x, y: y), score: face.score, landmarks: face.landmarks?.scaled(x: x, y: y))
        }
    }

    /// `[1, 3, height, width]`, RGB, 0…255.
    private static func fill(_ input: inout MutableSpan<Float>, with image: Image) {
        let planeSize = image.width * image.height
        let pixels = image.pixels.span
        for index in 0..<planeSize {
            input[index] = Float(pixels[index * 3])
            input[planeSize + index] = Float(pixels[index * 3 + 1])
            input[2 * planeSize + index] = Float(pixels[index * 3 + 2])
        }
    }
}
