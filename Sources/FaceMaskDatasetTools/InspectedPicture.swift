internal import FaceMask
internal import FaceMaskCore
package import FaceMaskDatasets
internal import Foundation

/// A picture of a dataset after reading its file.
package struct InspectedPicture: Sendable {
    /// The content of the file.
    package struct Content: Sendable {
        /// The width in pixels.
        package var width: Int
        /// The height in pixels.
        package var height: Int
        /// The SHA-256 of the file, in hexadecimal.
        package var hash: String
        /// The fingerprint of the face, or of the whole picture if no box is recorded; `nil` for a face that is too
        /// small to be compared.
        package var fingerprint: PerceptualHash?
    }

    /// The picture's entry in the dataset.
    package let listed: ListedPicture
    /// The content; `nil` if the file can't be read.
    package let content: Content?
    /// The reason that it can't be used, one sentence; `nil` if it can.
    package let fault: String?

    /// Reads the file; an error becomes the `fault`.
    init(_ listed: ListedPicture) {
        self.listed = listed
        do {
            let hash = SHA256.hexadecimal(of: try Data(contentsOf: listed.url))
            let image = try Image(contentsOf: listed.url)
            content = Content(
                width: image.width, height: image.height, hash: hash,
                fingerprint: Self.fingerprint(of: listed, in: image))
            let isChanged = listed.recordedHash.map { $0 != hash } ?? false
            fault = isChanged ? "The file '\(listed.file)' is not the one that its record is about." : nil
        } catch {
            content = nil
            fault = Failure(error).sentence
        }
    }

    /// The shorter side of the face if it is recorded, otherwise of the picture, in pixels.
    package var side: Float? {
        listed.faceSide ?? content.map { Float(min($0.width, $0.height)) }
    }

    private static func fingerprint(of listed: ListedPicture, in image: Image) -> PerceptualHash? {
        guard let face = listed.face else { return PerceptualHash(of: image) }
        let region = face.clipped(toWidth: image.width, height: image.height)
        guard !region.isEmpty, min(region.width, region.height) >= PhotoGroups.minimumFaceSide else { return nil }
        return PerceptualHash(of: image.resized(from: region, width: side, height: side))
    }

    /// The side in pixels: more than the fingerprint uses, and far fewer than those of a large photo.
    private static let side = 64
}
