internal import FaceMaskCore
internal import Foundation
internal import FaceMaskMedia
internal import Synchronization

/// Pictures that are drawn again and again, decoded once as long as there is room: what came first stays.
final class PictureCache: Sendable {
    private let limit: Int
    private let kept = Mutex<(pictures: [URL: Image], bytes: Int)>(([:], 0))

    /// Keeps so many bytes of pixels at most.
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
