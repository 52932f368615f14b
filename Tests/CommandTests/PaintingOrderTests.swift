import FaceMaskCore
import Foundation
import FaceMaskMedia
import Testing

@testable import facemask

@Suite struct PaintingOrderTests {
    /// A portrait, a small face before its mouth, and how to lay masks on both.
    private func scene() async throws -> (image: Image, faces: [FaceCandidate], masker: FaceMasker) {
        let playground = try Playground()
        try playground.smallPortrait(as: "in/a.jpg")
        let line = "facemask synthesize in -q --output out --kind cloth --way correct --occluders 0 --pattern stripes"
        #expect(try await Command.run(line, in: playground.root).code == 0)
        let settings = try JSONDecoder().decode(
            SynthesisSettings.self, from: try Data(contentsOf: playground.path("out/settings.json")))
        let record = try JSONDecoder().decode(
            SynthesisRecord.self, from: try Data(contentsOf: playground.path("out/records.jsonl")))
        let points = try #require(record.faces.first?.mesh).map { SIMD3($0[0], $0[1], $0[2]) }
        let mouth = points[13]
        let meshes = [points, points.map { mouth + ($0 - mouth) * 0.6 }].map { FaceMesh(points: $0, presence: 1) }
        let faces = meshes.enumerated().map { index, mesh in
            FaceCandidate(
                face: Face(box: Box(x1: 0, y1: 0, x2: 90 - Float(index) * 40, y2: 90), score: 1),
                verdict: Verdict(probabilities: [:], state: .notWorn), mesh: mesh)
        }
        let image = try PictureReader().read(playground.path("in/a.jpg"))
        return (image, faces, FaceMasker(settings: settings))
    }

    @Test func whoIsLargerIsInFront() async throws {
        let (image, faces, masker) = try await scene()
        let photo = SynthesisPhotos.Photo(path: "a.jpg", relativePath: "a.jpg")
        func made(_ faces: [FaceCandidate]) throws -> FaceMasker.Made {
            try masker.made(of: photo, variant: 1, faces, in: image, explains: true)
        }
        let (both, alone) = (try made(faces), try made([faces[0]]))
        #expect(both.faces.allSatisfy { $0.recipe != nil })
        #expect(both.steps?.face == faces[0].face, "the steps are those of the largest")
        let (first, second) = (try #require(both.image), try #require(alone.image))
        let mouth = try #require(faces[0].mesh).points[13]
        // Where both masks lie the larger one is seen, stripes and all, as if the other were not there.
        let gaps = (-8...8).flatMap { y in
            (-8...8).map { x -> Int in
                let (one, two) = (first[Int(mouth.x) + x, Int(mouth.y) + y], second[Int(mouth.x) + x, Int(mouth.y) + y])
                return abs(Int(one.red) - Int(two.red)) + abs(Int(one.green) - Int(two.green))
            }
        }
        #expect(Float(gaps.reduce(0, +)) / Float(gaps.count) < 45)
    }
}
