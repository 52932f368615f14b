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
    public init(
        contentsOf url: URL, engine: Engine, options: Options = Options(), compile: CompileOptions = CompileOptions()
    ) throws {
        let own = try FaceNetwork.own(at: url)
        canvases = CanvasNetworks(url: url, engine: engine, compile: compile, order: own == nil ? .planes : .pixels)
        var options = options
        options.workingSize.suit(ownNetwork: own != nil)
        // The look that nearly every picture needs; the others are prepared when a picture asks for them.
        let canvas = options.workingSize.looks(at: Image(width: 16, height: 9))[0].canvas
        let outputs = try canvases.network(for: canvas).outputs
        network = try own ?? FaceNetwork.foreign(outputs, file: url.lastPathComponent)
        try network.check(outputs, canvas: canvas, file: url.lastPathComponent)
        self.options = options
        minimumScore = options.minimumScore ?? network.usualScore
    }

    /// Returns the faces in `image`, boxes and landmarks in its pixels, by falling score.
    public func faces(in image: Image) async throws -> [Face] {
        var found: [Face] = []
        var last: (look: WorkingSize.Look, picture: Image)?
        for look in options.workingSize.looks(at: image) {
            let picture = Self.picture(for: look, of: image, after: last)
            found += try await faces(in: image, look, picture)
            last = (look, picture)
        }
        return found.suppressingOverlaps(above: options.overlapLimit)
    }

    /// The part of the picture that each look shows, at its size, and the canvas that it is laid on.
    public func inputs(for image: Image) -> [DetectorInput] {
        var last: (look: WorkingSize.Look, picture: Image)?
        return options.workingSize.looks(at: image).map { look in
            let picture = Self.picture(for: look, of: image, after: last)
            last = (look, picture)
            return DetectorInput(picture: picture, shape: canvases.shape(of: look.canvas))
        }
    }

    /// What a look shows. Where the picture was reduced for the fine look, the coarse one at the same part is made of that:
    /// its pixels are averages either way, and there are fewer of them than the picture has.
    private static func picture(
        for look: WorkingSize.Look, of image: Image, after last: (look: WorkingSize.Look, picture: Image)?
    ) -> Image {
        let (width, height) = (Int(look.place.width), Int(look.place.height))
        if let last, last.look.region == look.region, last.picture.width < image.width,
            last.picture.width >= 2 * width, last.picture.height >= 2 * height
        {
            return last.picture.resized(width: width, height: height)
        }
        return image.resized(from: look.region, width: width, height: height)
    }

    /// The faces that one look finds, in pixels of the picture, not yet suppressed.
    private func faces(in image: Image, _ look: WorkingSize.Look, _ picture: Image) async throws -> [Face] {
        let (canvas, place) = (look.canvas, look.place)
        let (network, minimumScore) = (network, minimumScore)
        let found = try await canvases.network(for: canvas).run(
            shape: canvases.shape(of: canvas),
            fill: { input in network.fill(&input, with: picture, at: place, on: canvas) },
            read: { outputs in try network.faces(in: outputs, canvas: canvas, above: minimumScore) })
        return found.filter { look.answers(for: $0.box) }.map { look.face($0, in: image) }
    }
}
