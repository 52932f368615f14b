package import Foundation

/// A part of the annotations that was left out.
package struct AnnotationFault: Hashable, Sendable, CustomStringConvertible {
    /// The file, the object or the class.
    package let subject: String
    /// The reason, a clause without a full stop.
    package let reason: String

    /// One sentence.
    package var description: String { "\(subject) is left out because \(reason)." }
}

/// Photos with boxes, in any of the supported formats.
package struct SceneDataset: Sendable {
    /// The folder that paths are relative to.
    package let root: URL
    /// In the order of their relative paths, each file once.
    package let pictures: [AnnotatedPicture]
    /// The annotations that can't be used, in their order.
    package let faults: [AnnotationFault]

    init(root: URL, pictures: [AnnotatedPicture], faults: [AnnotationFault]) {
        self.root = root
        self.faults = faults
        var merged: [String: AnnotatedPicture] = [:]
        for picture in pictures {
            let earlier = merged[picture.relativePath]
            let known = earlier?.faces ?? []
            let faces = known + picture.faces.filter { !known.contains($0) }
            merged[picture.relativePath] = AnnotatedPicture(
                url: picture.url, relativePath: picture.relativePath, faces: faces,
                declaredSize: earlier?.declaredSize ?? picture.declaredSize,
                originalHash: earlier?.originalHash ?? picture.originalHash, mayBeFrame: picture.mayBeFrame)
        }
        self.pictures = merged.values.sorted { FolderWalk.byteOrder($0.relativePath, $1.relativePath) }
    }

    /// Returns a path from a file of annotations if it stays below the file's folder, otherwise `nil`: annotations come
    /// from elsewhere and must not refer to other files of this machine.
    static func safePath(_ path: String) -> String? {
        let unified = path.replacing("\\", with: "/")
        let parts = unified.split(separator: "/").filter { $0 != "." }
        guard !unified.hasPrefix("/"), !parts.isEmpty, !parts.contains(".."), !unified.utf8.contains(0) else {
            return nil
        }
        return parts.joined(separator: "/")
    }
}
