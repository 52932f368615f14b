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

        /// Creates options. The overlap limit is that of the authors' demonstration program; docs/design.md derives the
        /// score.
        public init(minimumScore: Float = 0.35, overlapLimit: Float = 0.3, workingSize: WorkingSize = WorkingSize()) {
            self.minimumScore = minimumScore
            self.overlapLimit = overlapLimit
            self.workingSize = workingSize
        }
    }

    /// The options it was made with.
    public let options: Options
    private let networks: CanvasNetworks

    /// Reads and prepares the network; its outputs are checked here, not at the first picture.
    public init(
        contentsOf url: URL, engine: Engine, options: Options = Options(),
        compile: CompileOptions = CompileOptions()
    ) throws {
        self.options = options
        networks = CanvasNetworks(url: url, engine: engine, compile: compile)
        // The look that nearly every picture needs; the others are prepared when a picture asks for them.
        let usual = options.workingSize.looks(at: Image(width: 16, height: 9))
        let outputs = try networks.network(for: usual[0].canvas).outputs
        let depths = outputs.map { $0.shape.count == 4 ? $0.shape[1] : nil }
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

    /// The picture at the size of each look, and the canvas that it is laid on.
    public func inputs(for image: Image) -> [DetectorInput] {
        options.workingSize.looks(at: image).map { look in
            DetectorInput(picture: Self.resized(image, look), shape: Self.shape(of: look.canvas))
        }
    }

    private static func resized(_ image: Image, _ look: WorkingSize.Look) -> Image {
        image.resized(width: Int(look.place.width), height: Int(look.place.height))
    }

    private static func shape(of canvas: WorkingSize.Canvas) -> [Int] { [1, 3, canvas.height, canvas.width] }

    /// The faces that one look finds, in pixels of the picture, not yet suppressed.
    private func faces(in image: Image, _ look: WorkingSize.Look) async throws -> [Face] {
        let (canvas, place) = (look.canvas, look.place)
        let resized = Self.resized(image, look)
        let minimumScore = options.minimumScore
        let found = try await networks.network(for: canvas).run(
            shape: Self.shape(of: canvas),
            fill: { input in Self.fill(&input, with: resized, at: place, on: canvas) },
            read: { outputs in
                try CenterFaceMaps(outputs, width: canvas.width, height: canvas.height).faces(above: minimumScore)
            })
        let (x, y) = (Float(image.width) / place.width, Float(image.height) / place.height)
        return found.filter { max($0.box.width, $0.box.height) >= look.minimumFaceSide }.map { face in
            let moved = face.moved(x: -place.x1, y: -place.y1)
            return Face(
                box: moved.box.scaled(x: x, y: y).clipped(toWidth: image.width, height: image.height),
                score: face.score, landmarks: moved.landmarks?.scaled(x: x, y: y))
        }
    }

    /// `[1, 3, height, width]`, RGB, 0…255, black beside the picture.
    private static func fill(
        _ input: inout MutableSpan<Float>, with image: Image, at place: Box, on canvas: WorkingSize.Canvas
    ) {
        let planeSize = canvas.width * canvas.height
        input.update(repeating: 0)
        let pixels = image.pixels.span
        for row in 0..<image.height {
            let target = (row + Int(place.y1)) * canvas.width + Int(place.x1)
            let source = row * image.width * 3
            for column in 0..<image.width {
                for channel in 0..<3 {
                    input[channel * planeSize + target + column] = Float(pixels[source + column * 3 + channel])
                }
            }
        }
    }
}

extension Face {
    /// The face in a picture whose origin lies (`x`, `y`) pixels further left and up.
    fileprivate func moved(x: Float, y: Float) -> Face {
        func move(_ point: Point) -> Point { Point(x: point.x + x, y: point.y + y) }
        let landmarks = landmarks.map { landmarks in
            Landmarks(
                leftEye: move(landmarks.leftEye), rightEye: move(landmarks.rightEye), nose: move(landmarks.nose),
                leftMouth: move(landmarks.leftMouth), rightMouth: move(landmarks.rightMouth))
        }
        return Face(
            box: Box(x1: box.x1 + x, y1: box.y1 + y, x2: box.x2 + x, y2: box.y2 + y), score: score,
            landmarks: landmarks)
    }
}
