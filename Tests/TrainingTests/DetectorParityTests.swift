#if Training
import FaceMaskCore
import TestSupport
import Testing

@testable import FaceMaskDetection
@testable import FaceMaskTrainers

/// The detector has the same input in training and in detection for the same picture.
struct DetectorParityTests {
    /// A picture in its place on a square, as the augmentation makes it.
    static func scene(of picture: Image, at place: Box, side: Int) -> LoadedScene {
        var image = Image(width: side, height: side, filledWith: (128, 128, 128))
        image.paste(picture, x: Int(place.x1), y: Int(place.y1))
        return LoadedScene(image: image, faces: [], shown: [place])
    }

    private static func detectionInput(of picture: Image, at place: Box, side: Int) -> [Float] {
        let manifest = DetectorManifest(
            name: "test", architecture: "none", preprocessing: DetectorTrainer.preprocessing,
            training: .init(recipe: "test", dataHash: "", pictures: 0, epochs: 0, seed: 0, backbone: ""), licence: "")
        // What an earlier picture left there.
        var input = [Float](repeating: .nan, count: side * side * 3)
        var span = input.mutableSpan
        FaceNetwork.own(manifest).fill(
            &span, with: picture, at: place, on: WorkingSize.Canvas(width: side, height: side))
        return input
    }

    private struct Row: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let picture: Image
        let place: Box
    }

    @Test(arguments: [
        Row(
            testDescription: "every colour its own level",
            picture: Image(width: 32, height: 32, filledWith: (250, 40, 90)),
            place: Box(width: 32, height: 32)),
        Row(
            testDescription: "noise in all colours", picture: Pattern.picture(width: 32, height: 32, seed: 3),
            place: Box(width: 32, height: 32)),
        Row(
            testDescription: "background above and below", picture: Pattern.picture(width: 32, height: 20, seed: 4),
            place: Box(x1: 0, y1: 6, x2: 32, y2: 26)),
        Row(
            testDescription: "background left and right", picture: Pattern.picture(width: 7, height: 32, seed: 5),
            place: Box(x1: 12, y1: 0, x2: 19, y2: 32)),
        Row(
            testDescription: "one pixel", picture: Image(width: 1, height: 1, filledWith: (1, 2, 3)),
            place: Box(x1: 31, y1: 31, x2: 32, y2: 32)),
    ])
    private func trainingAndDetectionComputeTheSameInput(row: Row) {
        // Two of them, so that the second one's place in the batch counts as well.
        let scene = Self.scene(of: row.picture, at: row.place, side: 32)
        let other = LoadedScene(image: Pattern.picture(width: 32, height: 32, seed: 9), faces: [])
        let batch = DetectorTrainer.Batch([other, scene], side: 32).input
        let detection = Self.detectionInput(of: row.picture, at: row.place, side: 32)
        #expect(batch.count == 2 * detection.count)
        #expect(Array(batch.suffix(detection.count)) == detection)
    }

    /// By hand, so that both sides can't be wrong alike.
    @Test func redComesFirst() {
        let picture = Image(width: 32, height: 32, filledWith: (255, 0, 51))
        let expected: [Float] = [1, -1, -0.6]
        for input in [
            DetectorTrainer.Batch([LoadedScene(image: picture, faces: [])], side: 32).input,
            Self.detectionInput(of: picture, at: Box(width: 32, height: 32), side: 32),
        ] {
            #expect(input.count == 32 * 32 * 3)
            #expect(input.indices.allSatisfy { abs(input[$0] - expected[$0 % 3]) < 1e-6 })
        }
    }
}
#endif
