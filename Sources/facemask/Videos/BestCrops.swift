import FaceMaskEvents
import FaceMaskFormats
import FaceMaskFiles
import FaceMaskCore
import FaceMask
import Foundation
import FaceMaskMedia

/// The best picture of each person of one source, written when the person leaves; only where somebody asks for it.
struct BestCrops {
    private let folder: String
    private let stem: String
    private var best: [Int: (quality: Float, image: Image)] = [:]
    /// Why there are no more; the rest of the work goes on.
    private(set) var failure: Failure?

    /// How much of the dependencies is kept on each side, in sizes of the box: hair and chin.
    private static let margin: Float = 0.25

    /// Crops go to `folder`, called after `name` and the person's number.
    init(folder: String, name: String) {
        self.folder = PathParts.withoutSlash(folder)
        stem = PathParts.words(of: name)
    }

    /// Keeps the faces seen in this frame that are better than those before: surer and larger ones.
    mutating func see(_ frame: FrameResult, in image: Image) {
        guard failure == nil else { return }
        for track in frame.tracks {
            guard let face = track.sighting?.face else { continue }
            let quality = face.score * min(face.box.width, face.box.height)
            guard quality > best[track.id]?.quality ?? 0 else { continue }
            let box = face.box.expanded(by: Self.margin).clipped(toWidth: image.width, height: image.height)
            guard box.width >= 1, box.height >= 1 else { continue }
            best[track.id] = (
                quality, image.resized(from: box, width: Int(box.width.rounded()), height: Int(box.height.rounded()))
            )
        }
    }

    /// Writes the crops of those who left and names them in their events.
    mutating func write(of events: inout [PersonEvent]) {
        for index in events.indices where events[index].kind == .left {
            guard let crop = best.removeValue(forKey: events[index].person.id)?.image, failure == nil else { continue }
            let path = "\(folder)/\(stem)-person-\(events[index].person.id).jpg"
            do {
                try OutputFolder.make(folder)
                try PictureWriter().write(crop, to: URL(filePath: path))
                events[index].crop = path
            } catch let error as MediaError {
                failure = Failure(MediaError(error.code, subject: path, reason: error.reason))
            } catch {
                failure = Failure(error)
            }
        }
    }
}
