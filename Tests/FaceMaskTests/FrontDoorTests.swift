import FaceMask
import Foundation
import Testing

/// The three lines of the README, as they stand there.
@Test func threeLinesSayWhoWearsAMask() async throws {
    let url = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../.deps/samples/astronaut.png")
    let detector = try MaskDetector()
    let image = try Image(contentsOf: url)
    let faces = try await detector.faces(in: image)
    #expect(faces.map(\.verdict.state) == [.notWorn])
}

/// Whoever measures the steps one by one measures what the whole does.
@Test func stepsGiveWhatTheWholeGives() async throws {
    let url = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../.deps/samples/astronaut.png")
    let detector = try MaskDetector()
    let image = try Image(contentsOf: url)
    let whole = try await detector.faces(in: image)
    let faces = try await detector.foundFaces(in: image)
    #expect(faces == whole.map(\.face))
    let probabilities = try await detector.probabilities(of: detector.cutouts(of: faces, in: image))
    #expect(probabilities == whole.map(\.verdict.probabilities))
    let runs = try await detector.detectorRunCount(for: image)
    let inputs = detector.detectorInputs(for: image, count: runs)
    #expect(inputs.count == runs)
    for input in inputs {
        #expect(input.shape.count == 4)
        // [1, height, width, 3]
        let picture = input.picture
        #expect(picture.height <= input.shape[1] && picture.width <= input.shape[2])
    }
}

/// Exact answers, and those on one photo, come from the file in 32 bits on every machine.
@Test(arguments: [(false, false), (false, true), (true, true)])
func theExactClassifierIsInFloats(forMany: Bool, isExact: Bool) throws {
    #expect(try ModelLocator.classifier(forMany: forMany, isExact: isExact) == ModelLocator.defaultClassifier())
}
