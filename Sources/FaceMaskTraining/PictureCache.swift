internal import FaceMaskCore
internal import FaceMaskMedia
internal import Foundation
internal import Synchronization

/// Decoded pictures for repeated use. When it is full, further pictures are decoded each time.
final class PictureCache: Sendable {
    private let limit: Int
    private let kept = Mutex<(pictures: [URL: Image], bytes: Int)>(([:], 0))

    /// Keeps at most `limit` bytes of pixels.
    init(limit: Int) { self.limit = limit }

    func picture(at url: URL) throws -> Image {
        if let image = kept.withLock({ $0.pictures[url] }) { return image }
        let image = try PictureReader().read(url)
        kept.withLock { kept in
            guard kept.pictures[url] == nil, kept.bytes + image.pixels.count <= limit else { return }
            kept.pictures[url] = image
            kept.bytes += image.pixels.count
        }
        return image
    }
}
