import FaceMask
import Foundation

/// The sample portrait of a woman without a mask, 512 × 512 pixels.
enum Portrait {
    static let url = URL(filePath: #filePath).deletingLastPathComponent().appending(
        path: "../../.deps/samples/astronaut.png")

    static var image: Image { get throws { try Image(contentsOf: url) } }

    /// The portrait, 256 pixels wide and high, in a grey room of 320 × 256 pixels, `distance` pixels from the left.
    static func inRoom(_ distance: Int?) throws -> Image {
        var room = Image(width: 320, height: 256, filledWith: (90, 110, 130))
        guard let distance else { return room }
        let portrait = try image.resized(width: 256, height: 256)
        for y in 0..<portrait.height {
            for x in 0..<portrait.width { room[x + distance, y] = portrait[x, y] }
        }
        return room
    }
}

/// Detectors that the tests share: loading one takes tenths of a second.
enum Detectors {
    static var photo: MaskDetector { get async throws { try await photoTask.value } }
    static var videos: MaskDetector { get async throws { try await videosTask.value } }

    private static let photoTask = Task { try await MaskDetector.load() }
    private static let videosTask = Task { try await MaskDetector.load(.videos) }
}
