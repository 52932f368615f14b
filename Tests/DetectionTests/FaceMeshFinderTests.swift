import FaceMaskCore
import FaceMaskInference
import FaceMaskMedia
import TestSupport
import Testing

@testable import FaceMaskDetection

/// What TensorFlow Lite finds, written by scripts/reference/face_mesh.py.
private struct MeshCase: Decodable, Sendable, CustomTestStringConvertible {
    var picture: String
    /// x and y of the five points that the face is looked at by.
    var landmarks: [Float]
    var presence: Float
    /// Which points of the mesh were kept, and their x, y and z.
    var indices: [Int]
    var points: [Float]

    var testDescription: String { picture }

    static func all() throws -> [MeshCase] { try PackageFiles.fixture("face_mesh.json", of: "DetectionTests") }

    var face: Face {
        func point(_ index: Int) -> Point { Point(x: landmarks[index * 2], y: landmarks[index * 2 + 1]) }
        return Face(
            box: Box(x1: 0, y1: 0, x2: 1, y2: 1), score: 1,
            landmarks: Landmarks(
                leftEye: point(0), rightEye: point(1), nose: point(2), leftMouth: point(3), rightMouth: point(4)))
    }
}

@Suite struct FaceMeshFinderTests {
    private static func finder() throws -> FaceMeshFinder {
        try FaceMeshFinder(contentsOf: PackageFiles.installed("models/face_landmark.tflite"), engine: Engine())
    }

    @Test(arguments: try MeshCase.all())
    private func agreesWithTheReference(reference: MeshCase) async throws {
        let image = try PictureReader().read(PackageFiles.installed("samples/\(reference.picture)"))
        let mesh = try #require(try await Self.finder().mesh(of: reference.face, in: image))
        #expect(abs(mesh.presence - reference.presence) < 0.01)
        for (row, index) in reference.indices.enumerated() {
            let expected = SIMD3(
                reference.points[row * 3], reference.points[row * 3 + 1], reference.points[row * 3 + 2])
            let gap = mesh.points[index] - expected
            // Decoders and roundings differ by a level here and there.
            #expect((gap * gap).sum().squareRoot() < 0.75, "point \(index): \(mesh.points[index]), not \(expected)")
        }
        let landmarks = try #require(reference.face.landmarks)
        #expect(mesh.disagreement(with: landmarks) < 0.25)
    }

    @Test func facesWithoutLandmarksHaveNoMesh() async throws {
        let finder = try Self.finder()
        let image = Image(width: 64, height: 64)
        let box = Box(x1: 10, y1: 10, x2: 50, y2: 50)
        #expect(try await finder.mesh(of: Face(box: box, score: 1), in: image) == nil)
        let spot = Point(x: 20, y: 20)
        let flat = Landmarks(leftEye: spot, rightEye: spot, nose: spot, leftMouth: spot, rightMouth: spot)
        #expect(try await finder.mesh(of: Face(box: box, score: 1, landmarks: flat), in: image) == nil)
        var lost = flat
        lost.rightEye.x = .nan
        #expect(try await finder.mesh(of: Face(box: box, score: 1, landmarks: lost), in: image) == nil)
    }

    @Test func refusesOtherNetworks() throws {
        #expect(throws: InferenceError.self) {
            try FaceMeshFinder(contentsOf: PackageFiles.shippedModel("face-detector.onnx"), engine: Engine())
        }
    }
}
