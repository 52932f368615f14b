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
    /// It is prepared for the finest look at a picture of the expected size; for others when a picture asks for them.
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
        let outputs = try canvases.network(for: canvas).outputs
        network = try own ?? FaceNetwork.foreign(outputs, file: url.lastPathComponent)
        try network.check(outputs, canvas: canvas, file: url.lastPathComponent)
        self.options = options
        minimumScore = options.minimumScore ?? network.usualScore
    }

    /// A picture of which nothing is known.
    private static let usualSize = (width: 1280, height: 720)

    /// Returns the faces in `image`, boxes and landmarks in its pixels, by falling score.
    public func faces(in image: Image) async throws -> [Face] {
        var found: [Face] = []
        for sheet in sheets(of: image) { found += try await faces(in: image, sheet) }
        return found.suppressingOverlaps(above: options.overlapLimit).suppressingParts()
    }

    /// The parts of the picture that the network sees, at their size, and the canvases that they are laid on.
    public func inputs(for image: Image) -> [DetectorInput] {
        sheets(of: image).map {
            DetectorInput(pictures: $0.parts.map(\.picture), shape: canvases.shape(of: $0.canvas))
        }
    }

    /// What the network sees in one run.
    private struct Sheet {
        var canvas: WorkingSize.Canvas
        var parts: [(look: WorkingSize.Look, picture: Image)]
    }

    private func sheets(of image: Image) -> [Sheet] {
        var sheets: [Sheet] = []
        var last: (look: WorkingSize.Look, picture: Image)?
        for look in options.workingSize.looks(at: image) {
            let part = (look: look, picture: Self.picture(for: look, of: image, after: last))
            if look.isBesideLast, !sheets.isEmpty {
                sheets[sheets.count - 1].parts.append(part)
            } else {
                sheets.append(Sheet(canvas: look.canvas, parts: [part]))
            }
            last = part
        }
        return sheets
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

    /// The faces that one run finds, in pixels of the picture, not yet suppressed.
    private func faces(in image: Image, _ sheet: Sheet) async throws -> [Face] {
        let canvas = sheet.canvas
        let (network, minimumScore) = (network, minimumScore)
        let found = try await canvases.network(for: canvas).run(
            shape: canvases.shape(of: canvas),
            fill: { input in
                input.update(repeating: 0)
                for (look, picture) in sheet.parts {
                    network.draw(picture, at: look.place, on: canvas, into: &input)
                }
            },
            read: { outputs in try network.faces(in: outputs, canvas: canvas, above: minimumScore) })
        return found.compactMap { face in
            let look =
                sheet.parts.count == 1
                ? sheet.parts[0].look : sheet.parts.first { $0.look.place.contains(face.box.center) }?.look
            guard let look, look.answers(for: face.box) else { return nil }
            return look.face(face, in: image)
        }
    }
}
