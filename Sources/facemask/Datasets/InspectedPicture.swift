import FaceMaskCore
import FaceMaskDatasets
import FaceMask
import Foundation

/// A picture that was looked at.
struct InspectedPicture: Sendable {
    /// What could be read of it.
    struct Content: Sendable {
        var width: Int
        var height: Int
        var hash: String
        /// Of the face, or of the whole picture where nobody said where it is; `nil` for a face too small to be told
        /// from others.
        var look: PerceptualHash?
    }

    let listed: ListedPicture
    let content: Content?
    /// Why it can't be used, one sentence.
    let fault: String?

    init(_ listed: ListedPicture) {
        self.listed = listed
        do {
            let hash = SHA256.hexadecimal(of: try Data(contentsOf: listed.url))
            let image = try Image(contentsOf: listed.url)
            content = Content(
                width: image.width, height: image.height, hash: hash, look: Self.look(of: listed, in: image))
            let isChanged = listed.recordedHash.map { $0 != hash } ?? false
            fault = isChanged ? "The file '\(listed.file)' is not the one that its record is about." : nil
        } catch {
            content = nil
            fault = Failure(error).sentence
        }
    }

    /// The shorter side of the face where it is known, else of the picture.
    var side: Float? {
        listed.faceSide ?? content.map { Float(min($0.width, $0.height)) }
    }

    private static func look(of listed: ListedPicture, in image: Image) -> PerceptualHash? {
        guard let face = listed.face else { return PerceptualHash(of: image) }
        let region = face.clipped(toWidth: image.width, height: image.height)
        guard !region.isEmpty, min(region.width, region.height) >= PhotoGroups.leastFaceSide else { return nil }
        return PerceptualHash(of: image.resized(from: region, width: side, height: side))
    }

    /// More than the fingerprint looks at, less than it would have to average from a large photo.
    private static let side = 64
}
