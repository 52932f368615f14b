public import FaceMaskCore
public import Foundation
public import Inference

/// Finds faces by a network in a file: our own, CenterFace or YuNet (``FaceNetwork``), which the file's content decides.
public struct FaceDetector: FaceDetecting {
    /// What is looked for and reported.
    public struct Options: Sendable {
        /// Faces below it are not reported, 0…1; `nil` takes the value that suits the network.
        public var minimumScore: Float?
        /// Of two faces whose boxes overlap more (intersection over union), the one with the lower score is dropped.
        public var overlapLimit: Float
        /// How large a picture is when the network sees it.
        public var workingSize: WorkingSize

        /// Creates options. The overlap limit is that of the demonstration program of CenterFace's authors.
        public init(
            minimumScore: Float? = nil, overlapLimit: Float = 0.3, workingSize: WorkingSize = WorkingSize()
        ) {
            self.minimumScore = minimumScore
            self.overlapLimit = overlapLimit
            self.workingSize = workingSize
        }
    }

    /// The options it was made with.
    public let options: Options
    /// Which network it is.
    public let network: FaceNetwork
    /// Faces below it are not reported.
    public let minimumScore: Float
    private let canvases: CanvasNetworks

    /// Reads and prepares the network; its manifest and its outputs are checked here, not at the first picture.
    ///
    /// It is prepared for the first look at a picture of the expected size; for others when a picture asks for them.
    /// `compileSmall`, unless `nil`, is how it is prepared for canvases of up to 640 × 640 pixels.
    public init(
        contentsOf url: URL, engine: Engine, options: Options = Options(), compile: CompileOptions = CompileOptions(),
        compileSmall: CompileOptions? = nil, expected: (width: Int, height: Int)? = nil
    ) throws {
        let own = try FaceNetwork.own(at: url)
        canvases = CanvasNetworks(
            url: url, engine: engine, compile: compile, compileSmall: compileSmall,
            order: own == nil ? .planes : .pixels)
        var options = options
        options.workingSize.suit(ownNetwork: own != nil)
        let (width, height) = expected ?? Self.usualSize
        let canvas = options.workingSize.looks(at: Box(width: width, height: height))[0].canvas
        let outputs = try canvases.prepareNow(for: canvas).outputs
        network = try own ?? FaceNetwork.foreign(outputs, file: url.lastPathComponent)
        try network.check(outputs, canvas: canvas, file: url.lastPathComponent)
        self.options = options
        minimumScore = options.minimumScore ?? network.usualScore
    }

    /// A picture of which nothing is known.
    private static let usualSize = (width: 1280, height: 720)

    /// Returns the faces in `image`, boxes and landmarks in its pixels, by falling score.
    public func faces(in image: Image) async throws -> [Face] {
        try await search(image).faces
    }

    /// How often the network runs for `image`, at least once.
    public func runCount(for image: Image) async throws -> Int { try await search(image).runs }

    private func search(_ image: Image) async throws -> (faces: [Face], runs: Int) {
        var (found, runs) = ([Face](), 0)
        for view in views(of: image) {
            let seen = try await faces(in: view)
            runs += 1
            let isEnough = view.look.isGlance && view.look.isSure(of: suppressed(seen), from: network.usualScore)
            found += seen.filter { $0.score >= minimumScore && (isEnough || view.look.answers(for: $0.box)) }
                .map { view.look.face($0, in: image) }
            if isEnough { break }
        }
        return (suppressed(found), runs)
    }

    private func suppressed(_ faces: [Face]) -> [Face] {
        faces.suppressingOverlaps(above: options.overlapLimit).suppressingParts()
    }

    /// What the network sees in its first `count` runs, or in all where there are fewer.
    public func inputs(for image: Image, count: Int) -> [DetectorInput] {
        views(of: image).prefix(count).map {
            DetectorInput(picture: $0.picture, shape: canvases.shape(of: $0.look.canvas))
        }
    }

    /// What the network sees in one run.
    private struct View {
        var look: WorkingSize.Look
        var picture: Image
    }

    /// What the network may see of `image`, run by run; each is made when it is asked for.
    private func views(of image: Image) -> some Sequence<View> {
        sequence(state: (looks: options.workingSize.looks(at: image)[...], last: nil as View?)) { state in
            guard let look = state.looks.popFirst() else { return nil }
            state.last = View(look: look, picture: Self.picture(for: look, of: image, after: state.last))
            return state.last
        }
    }

    /// What a look shows. Where the picture was reduced for the fine look, the coarse one at the same part is made of that:
    /// its pixels are averages either way, and there are fewer of them than the picture has.
    private static func picture(for look: WorkingSize.Look, of image: Image, after last: View?) -> Image {
        let (width, height) = (Int(look.place.width), Int(look.place.height))
        if let last, last.look.region == look.region, last.picture.width < image.width,
            last.picture.width >= 2 * width, last.picture.height >= 2 * height
        {
            return last.picture.resized(width: width, height: height)
        }
        return image.resized(from: look.region, width: width, height: height)
    }

    /// The faces that one run finds, in pixels of the canvas, not yet suppressed; after a glance those too that leave doubt.
    private func faces(in view: View) async throws -> [Face] {
        let (network, canvas) = (network, view.look.canvas)
        let least = view.look.isGlance ? min(minimumScore, WorkingSize.Look.doubtScore) : minimumScore
        return try await canvases.network(for: canvas).run(
            shape: canvases.shape(of: canvas),
            fill: { network.fill(&$0, with: view.picture, at: view.look.place, on: canvas) },
            read: { outputs in try network.faces(in: outputs, canvas: canvas, above: least) })
    }
}
