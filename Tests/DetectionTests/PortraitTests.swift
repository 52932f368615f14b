import FaceMaskCore
import Foundation
import FaceMaskInference
import FaceMaskMedia
import TestSupport
import Testing

@testable import FaceMaskDetection

/// What ONNX Runtime and the authors' decoder find, written by scripts/reference/centerface.py.
private struct PortraitCase: Decodable, Sendable, CustomTestStringConvertible {
    struct Reference: Decodable, Sendable {
        var box: [Float]
        var score: Float
        /// x and y of five points.
        var points: [Float]
    }

    var picture: String
    /// The sides of the canvases; the coarse one if there is a second pass.
    var fineSide: Int
    var coarseSide: Int?
    var minimumScore: Float
    var overlapLimit: Float
    var faces: [Reference]

    var testDescription: String { "\(picture) at \(fineSide) and \(coarseSide ?? 0), score \(minimumScore)" }

    static func all() throws -> [PortraitCase] { try PackageFiles.fixture("centerface.json", of: "DetectionTests") }

    var workingSize: WorkingSize { WorkingSize(coarseSide: coarseSide, fineSide: fineSide) }
}

@Suite(.enabled(if: PackageFiles.hasCenterFace, Comment(rawValue: PackageFiles.withoutCenterFace)))
struct PortraitTests {
    /// Decoders of JPEG differ by a level here and there, which moves scores by less than this.
    private static let scoreTolerance: Float = 2e-3
    private static let pixelTolerance: Float = 0.5

    private func faces(_ reference: PortraitCase) async throws -> [Face] {
        let image = try PictureReader().read(PackageFiles.installed("samples/\(reference.picture)"))
        let detector = try FaceDetector(
            contentsOf: PackageFiles.centerFace, engine: Engine(),
            options: .init(
                minimumScore: reference.minimumScore, overlapLimit: reference.overlapLimit,
                workingSize: reference.workingSize))
        return try await detector.faces(in: image)
    }

    @Test(arguments: try PortraitCase.all())
    private func agreesWithTheReference(reference: PortraitCase) async throws {
        let faces = try await faces(reference)
        #expect(faces == faces.sorted { $0.score > $1.score })
        // A score that close to the limit may fall on either side of it.
        let sure = reference.minimumScore + Self.scoreTolerance
        for expected in reference.faces where expected.score > sure {
            #expect(faces.contains { agrees($0, expected) }, "\(expected) was not found")
        }
        for face in faces where face.score > sure {
            #expect(reference.faces.contains { agrees(face, $0) }, "\(face) is not in the reference")
        }
    }

    private func agrees(_ face: Face, _ reference: PortraitCase.Reference) -> Bool {
        let box = [face.box.x1, face.box.y1, face.box.x2, face.box.y2]
        let points = face.landmarks?.points.flatMap { [$0.x, $0.y] } ?? []
        return abs(face.score - reference.score) <= Self.scoreTolerance
            && largestDifference(box, reference.box) <= Self.pixelTolerance
            && largestDifference(points, reference.points) <= Self.pixelTolerance
    }

    @Test func defaultsFindTheOneFaceOfEachPortrait() async throws {
        let detector = try FaceDetector(
            contentsOf: PackageFiles.centerFace, engine: Engine())
        for (name, place) in [
            ("astronaut.png", Box(x1: 181, y1: 58, x2: 270, y2: 178)),
            ("grace_hopper.jpg", Box(x1: 175, y1: 122, x2: 357, y2: 336)),
        ] {
            let image = try PictureReader().read(PackageFiles.installed("samples/\(name)"))
            let faces = try await detector.faces(in: image)
            #expect(faces.count == 1 && faces[0].box.overlap(with: place) > 0.85, "\(name): \(faces)")
        }
    }

    /// The coarse pass then reduces the fine one's picture.
    @Test func aFaceThatFillsALargePictureIsFound() async throws {
        let detector = try FaceDetector(
            contentsOf: PackageFiles.centerFace, engine: Engine())
        let portrait = try PictureReader().read(PackageFiles.installed("samples/astronaut.png"))
        let face = Box(x1: 181, y1: 58, x2: 270, y2: 178)
        let close = portrait.resized(from: face.expanded(by: 0.3), width: 1440, height: 1440)
        let faces = try await detector.faces(in: close)
        let place = Box(x1: 0.3 / 1.6, y1: 0.3 / 1.6, x2: 1.3 / 1.6, y2: 1.3 / 1.6).scaled(x: 1440, y: 1440)
        #expect(faces.count == 1 && faces[0].box.overlap(with: place) > 0.6, "\(faces)")
    }

    @Test(arguments: [(1, 1), (1, 900), (2000, 3), (31, 33)])
    func picturesOfAnyShapeAreSearched(width: Int, height: Int) async throws {
        let detector = try FaceDetector(
            contentsOf: PackageFiles.centerFace, engine: Engine())
        let faces = try await detector.faces(in: Image(width: width, height: height, filledWith: (9, 9, 9)))
        #expect(faces.isEmpty)
    }
}
