import FaceMaskCore
import FaceMaskMedia
import FaceMaskSynthesis
import Foundation
import Testing

@testable import FaceMaskSynthesisJobs

@Suite struct PaintingOrderTests {
    /// A portrait, a small face before its mouth, and how to lay masks on both.
    private func scene() async throws -> (image: Image, faces: [FaceCandidate], masker: FaceMasker) {
        let studio = try Studio()
        try studio.addPortrait("in/a.jpg")
        let job = studio.job(choice: .masks(.cloth, pattern: .stripes))
        let result = try await job.run { _ in }
        let points = try #require(result.records.first?.faces.first?.mesh).map { SIMD3($0[0], $0[1], $0[2]) }
        let mouth = points[13]
        let meshes = [points, points.map { mouth + ($0 - mouth) * 0.6 }].map { FaceMesh(points: $0, presence: 1) }
        let faces = meshes.enumerated().map { index, mesh in
            FaceCandidate(
                face: Face(box: Box(x1: 0, y1: 0, x2: 90 - Float(index) * 40, y2: 90), score: 1),
                verdict: Verdict(probabilities: [:], state: .notWorn), mesh: mesh)
        }
        let image = try PictureReader().read(studio.url("in/a.jpg"))
        return (image, faces, FaceMasker(settings: job.settings))
    }

    @Test func largerFacesAreInFront() async throws {
        let (image, faces, masker) = try await scene()
        let photo = SynthesisPhotos.Photo(path: "a.jpg", relativePath: "a.jpg")
        func masked(_ faces: [FaceCandidate]) throws -> FaceMasker.MaskedPhoto {
            try masker.mask(faces, of: photo, variant: 1, in: image, explains: true)
        }
        let (both, alone) = (try masked(faces), try masked([faces[0]]))
        #expect(both.faces.allSatisfy { $0.recipe != nil })
        #expect(both.steps?.face == faces[0].face, "the steps are those of the largest face")
        let (first, second) = (try #require(both.image), try #require(alone.image))
        let mouth = try #require(faces[0].mesh).points[13]
        // Where both masks overlap, the larger one is visible, including its stripes, as if the other didn't exist.
        let gaps = (-8...8).flatMap { y in
            (-8...8).map { x -> Int in
                let (one, two) = (first[Int(mouth.x) + x, Int(mouth.y) + y], second[Int(mouth.x) + x, Int(mouth.y) + y])
                return abs(Int(one.red) - Int(two.red)) + abs(Int(one.green) - Int(two.green))
            }
        }
        #expect(Float(gaps.reduce(0, +)) / Float(gaps.count) < 45)
    }
}
