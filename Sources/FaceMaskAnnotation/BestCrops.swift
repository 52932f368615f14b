public import FaceMaskCore
public import FaceMaskEvents
internal import FaceMaskFiles
internal import FaceMaskMedia
internal import Foundation

/// Keeps the best picture of each person of one source and writes it when the person leaves.
public struct BestCrops: Sendable {
    private let folder: String
    private let stem: String
    private var best: [Int: (quality: Float, image: Image)] = [:]
    /// Why nothing more is written. The first failure ends the writing, not the analysis.
    public private(set) var failure: (any UserFacingError)?

    /// How much of the surroundings is kept on each side, as a share of the box's size: hair and chin.
    private static let margin: Float = 0.25

    /// Creates crops that are written to `folder` as JPEG files, named after `name` and the person's number.
    public init(folder: String, name: String) {
        self.folder = PathParts.withoutSlash(folder)
        stem = PathParts.words(of: name)
    }

    /// Keeps the faces of `frame` that are better than those kept before: surer and larger ones.
    public mutating func add(_ frame: FrameResult, in image: Image) {
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

    /// Writes the crops of the people who left and puts their paths into their events.
    public mutating func write(for events: inout [PersonEvent]) {
        for index in events.indices where events[index].kind == .left {
            let id = events[index].person.id
            guard let crop = best.removeValue(forKey: id)?.image, failure == nil else { continue }
            let path = "\(folder)/\(stem)-person-\(id).jpg"
            do {
                try OutputFolder.make(folder)
                try MediaError.naming(path) { () throws(MediaError) in
                    try PictureWriter().write(crop, to: URL(filePath: path))
                }
                events[index].crop = path
            } catch {
                failure = Failure(error)
            }
        }
    }
}
