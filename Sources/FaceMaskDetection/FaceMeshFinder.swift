package import FaceMaskCore
package import Foundation
package import FaceMaskInference

/// Finds the 468 surface points of a face that a detector found with its five landmarks.
package struct FaceMeshFinder: Sendable {
    private let network: CompiledNetwork

    /// Pixels along each side of the network's input.
    private static let side = 192
    /// The side of the square that the network sees, as a multiple of the size of the detector's landmarks. The network's
    /// authors train on 1.5 times the face's box, which is about this; 3 to 3.8 make no difference
    /// (docs/measurements.md).
    private static let reach: Float = 3.2
    /// The position of that square's centre on the line from the eyes to the mouth, 0…1.
    private static let middle: Float = 0.55

    /// Reads and prepares the network (`face_landmark.tflite`), and checks its shapes.
    ///
    /// - Throws: `InferenceError`.
    package init(contentsOf url: URL, engine: Engine, compile: CompileOptions = CompileOptions()) throws {
        network = try engine.compiledNetwork(at: url, compile)
        let input = network.inputs.map(\.shape)
        let lengths = network.outputs.map { $0.shape.map { $0 ?? 0 }.reduce(1, *) }
        guard input == [[1, Self.side, Self.side, 3]], lengths == [FaceMesh.pointCount * 3, 1] else {
            throw InferenceError(
                code: .wrongNetwork, subject: url.lastPathComponent,
                reason: "its outputs have the lengths \(lengths), those of Face Mesh are "
                    + "\([FaceMesh.pointCount * 3, 1])")
        }
    }

    /// Returns the mesh of a face in `image`, whatever its `presence`; `nil` if the face has no landmarks or all of them
    /// coincide.
    package func mesh(of face: Face, in image: Image) async throws -> FaceMesh? {
        guard let square = face.landmarks.flatMap(Self.square) else { return nil }
        let cutout = image.cutout(of: square, pixels: Self.side)
        return try await network.run(
            shape: [1, Self.side, Self.side, 3],
            fill: { input in
                // RGB, 0…1, channels last, as the picture has them.
                let pixels = cutout.pixels.span
                for index in 0..<pixels.count { input[index] = Float(pixels[index]) / 255 }
            },
            read: { outputs in
                let numbers = try outputs.values(0)
                let scale = square.side / Float(Self.side)
                let points = (0..<FaceMesh.pointCount).map { index in
                    let place = square.point(
                        at: SIMD2(numbers[index * 3], numbers[index * 3 + 1]) / Float(Self.side))
                    return SIMD3(place.x, place.y, numbers[index * 3 + 2] * scale)
                }
                return FaceMesh(points: points, presence: 1 / (1 + exp(-(try outputs.values(1)[0]))))
            })
    }

    /// Returns the square that the network sees, turned so that the line between the eyes is horizontal.
    private static func square(around landmarks: Landmarks) -> TurnedSquare? {
        let (eyes, mouth) = (landmarks.eyes, landmarks.mouth)
        let line = SIMD2(landmarks.rightEye.x - landmarks.leftEye.x, landmarks.rightEye.y - landmarks.leftEye.y)
        let length = (line * line).sum().squareRoot()
        guard landmarks.size > 1, landmarks.size.isFinite, length > 0 else { return nil }
        return TurnedSquare(
            center: Point(x: eyes.x + (mouth.x - eyes.x) * middle, y: eyes.y + (mouth.y - eyes.y) * middle),
            side: landmarks.size * reach, across: line / length)
    }
}
