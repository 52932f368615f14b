package import FaceMaskCore
package import Foundation
package import FaceMaskInference

/// Finds faces with a network from a file: our own, CenterFace or YuNet (``FaceNetwork``). The file's content decides
/// which one it is.
package struct FaceDetector: FaceDetecting {
    /// How closely pictures are searched, and which faces are reported.
    package struct Options: Sendable {
        /// The minimum score of reported faces, 0…1; `nil` takes the network's usual score.
        package var minimumScore: Float?
        /// Of two faces whose boxes overlap by more than this (intersection over union), only the one with the higher
        /// score is reported.
        package var overlapLimit: Float
        /// The size at which the network sees a picture.
        package var workingSize: WorkingSize

        /// Creates options. The default overlap limit is that of the demonstration program by CenterFace's authors.
        package init(
            minimumScore: Float? = nil, overlapLimit: Float = 0.3, workingSize: WorkingSize = WorkingSize()
        ) {
            self.minimumScore = minimumScore
            self.overlapLimit = overlapLimit
            self.workingSize = workingSize
        }
    }

    /// The options of the detector, completed by the network's defaults.
    package let options: Options
    /// The kind of network.
    package let network: FaceNetwork
    /// The minimum score of reported faces.
    package let minimumScore: Float
    private let canvases: CanvasNetworks

    /// Reads and prepares the network, and checks its manifest and outputs. Blocks the calling thread, tenths of a
    /// second.
    ///
    /// - Parameters:
    ///   - url: The network's file.
    ///   - engine: The inference library.
    ///   - options: How closely pictures are searched, and which faces are reported.
    ///   - compile: How the network is prepared.
    ///   - compileSmall: How it is prepared for canvases of up to 640 × 640 pixels; `nil` for no difference.
    ///   - expected: The size of the first picture. The network is prepared for it now, and for other sizes when a
    ///     picture first needs them.
    /// - Throws: `InferenceError` or `ModelFileError`.
    package init(
        contentsOf url: URL, engine: Engine, options: Options = Options(), compile: CompileOptions = CompileOptions(),
        compileSmall: CompileOptions? = nil, expected: (width: Int, height: Int)? = nil
    ) throws {
        let own = try FaceNetwork.own(at: url)
        canvases = CanvasNetworks(
            url: url, engine: engine, compile: compile, compileSmall: compileSmall,
            order: own == nil ? .planes : .pixels)
        var options = options
        options.workingSize.applyDefaults(forOwnNetwork: own != nil)
        let (width, height) = expected ?? Self.defaultSize
        let canvas = options.workingSize.searchPasses(for: Box(width: width, height: height))[0].canvas
        let outputs = try canvases.prepareNow(for: canvas).outputs
        network = try own ?? FaceNetwork.foreign(outputs, file: url.lastPathComponent)
        try network.check(outputs, canvas: canvas, file: url.lastPathComponent)
        self.options = options
        minimumScore = options.minimumScore ?? network.defaultScore
    }

    /// The expected size if the caller doesn't name one.
    private static let defaultSize = (width: 1280, height: 720)

    /// Returns the faces in `image` in descending order of score, with boxes and landmarks in pixels of the image.
    package func faces(in image: Image) async throws -> [Face] {
        try await search(image).faces
    }

    private func search(_ image: Image) async throws -> (faces: [Face], runs: Int) {
        var (found, runs) = ([Face](), 0)
        for input in passInputs(for: image) {
            let pass = input.pass
            let seen = try await faces(in: input)
            runs += 1
            let isConclusive = pass.isQuickPass && pass.isConclusive(of: suppressed(seen), from: network.defaultScore)
            found += seen.filter { $0.score >= minimumScore && (isConclusive || pass.reports($0.box)) }
                .map { pass.face($0, in: image) }
            if isConclusive { break }
        }
        return (suppressed(found), runs)
    }

    private func suppressed(_ faces: [Face]) -> [Face] {
        faces.suppressingOverlaps(above: options.overlapLimit).suppressingParts()
    }

    /// A pass, and the part of the picture that the network sees in it.
    private struct PassInput {
        var pass: WorkingSize.SearchPass
        var picture: Image
    }

    /// Returns the inputs of the passes over `image`, each made when it is asked for.
    private func passInputs(for image: Image) -> some Sequence<PassInput> {
        sequence(state: (passes: options.workingSize.searchPasses(for: image)[...], last: nil as PassInput?)) { state in
            guard let pass = state.passes.popFirst() else { return nil }
            state.last = PassInput(pass: pass, picture: Self.picture(for: pass, of: image, after: state.last))
            return state.last
        }
    }

    /// Returns the picture for a pass. If the fine pass reduced the picture, the coarse pass over the same part reduces
    /// the fine one's further: its pixels are averages either way, and there are fewer of them than in the original.
    private static func picture(for pass: WorkingSize.SearchPass, of image: Image, after last: PassInput?) -> Image {
        let (width, height) = (Int(pass.place.width), Int(pass.place.height))
        if let last, last.pass.region == pass.region, last.picture.width < image.width,
            last.picture.width >= 2 * width, last.picture.height >= 2 * height
        {
            return last.picture.resized(width: width, height: height)
        }
        return image.resized(from: pass.region, width: width, height: height)
    }

    /// Returns the faces that one run finds, in pixels of the canvas, not yet suppressed. Those of a quick pass include
    /// the uncertain ones.
    private func faces(in input: PassInput) async throws -> [Face] {
        let (network, pass) = (network, input.pass)
        let least = pass.isQuickPass ? min(minimumScore, WorkingSize.SearchPass.uncertainScore) : minimumScore
        return try await canvases.network(for: pass.canvas).run(
            shape: canvases.shape(of: pass.canvas),
            fill: { network.fill(&$0, with: input.picture, at: pass.place, on: pass.canvas) },
            read: { outputs in try network.faces(in: outputs, canvas: pass.canvas, above: least) })
    }
}

/// What measurements of the detector need.
extension FaceDetector {
    /// Returns how often the network runs for `image`, at least once.
    package func runCount(for image: Image) async throws -> Int { try await search(image).runs }

    /// Returns the network's inputs in its first `count` runs for `image`, or in all runs if there are fewer.
    package func inputs(for image: Image, count: Int) -> [DetectorInput] {
        passInputs(for: image).prefix(count).map {
            DetectorInput(picture: $0.picture, shape: canvases.shape(of: $0.pass.canvas))
        }
    }
}

/// The input of a face detector's network in one run.
package struct DetectorInput: Sendable {
    /// The picture, or a part of it, at the size at which the network sees it.
    package var picture: Image
    /// The shape of the network's input: `[1, 3, height, width]` or `[1, height, width, 3]`.
    package var shape: [Int]
    /// The number of the picture's bytes.
    package var byteCount: Int { picture.pixels.count }
}
