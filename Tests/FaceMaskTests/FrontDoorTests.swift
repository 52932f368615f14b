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
