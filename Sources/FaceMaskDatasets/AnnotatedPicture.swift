public import FaceMaskCore
public import Foundation

/// A face with an annotated box.
public struct AnnotatedFace: Hashable, Sendable {
    /// The position of a box, in the unit of its file format.
    public enum Extent: Hashable, Sendable {
        /// In pixels of the picture.
        case pixels(Box)
        /// As fractions, 0…1, of the picture's width and height.
        case shares(Box)
    }

    /// The state in the annotation.
    public var state: MaskState
    /// The position of its box.
    public var extent: Extent

    /// Creates a face.
    public init(state: MaskState, extent: Extent) {
        self.state = state
        self.extent = extent
    }

    /// Returns the box in pixels of a picture of the given size, clipped to it; empty if it is outside.
    public func box(inWidth width: Int, height: Int) -> Box {
        let box =
            switch extent {
            case .pixels(let box): box
            case .shares(let box): box.scaled(x: Float(width), y: Float(height))
            }
        return box.clipped(toWidth: width, height: height)
    }
}

/// A photo with annotated faces; it may also contain others.
public struct AnnotatedPicture: Hashable, Sendable {
    /// The size of the picture in pixels.
    public struct Size: Hashable, Sendable {
        /// The width in pixels.
        public var width: Int
        /// The height in pixels.
        public var height: Int
    }

    /// The file.
    public let url: URL
    /// The path below the dataset's root.
    public let relativePath: String
    /// The annotated faces, in the file's order.
    public let faces: [AnnotatedFace]
    /// The picture's size according to the annotations, which boxes in pixels refer to.
    public let declaredSize: Size?
    /// The SHA-256, in hexadecimal, of the photo that this one was created from; `nil` for original photos.
    public let originalHash: String?
    /// Whether it may be a frame of a video, whose neighbours look alike.
    public let mayBeFrame: Bool

    init(
        url: URL, relativePath: String, faces: [AnnotatedFace], declaredSize: Size? = nil, originalHash: String? = nil,
        mayBeFrame: Bool = true
    ) {
        (self.originalHash, self.mayBeFrame) = (originalHash, mayBeFrame)
        self.url = url
        self.relativePath = relativePath
        self.faces = faces
        self.declaredSize = declaredSize
    }

    /// Returns the faces' boxes in pixels of `image`; `nil` if the annotations declare another aspect ratio, so that
    /// the boxes can't be placed.
    public func boxes(in image: Image) -> [Box]? {
        guard let declaredSize, declaredSize != Size(width: image.width, height: image.height) else {
            return faces.map { $0.box(inWidth: image.width, height: image.height) }
        }
        let x = Float(image.width) / Float(declaredSize.width)
        let y = Float(image.height) / Float(declaredSize.height)
        guard abs(x / y - 1) <= Self.proportionTolerance else { return nil }
        return faces.map { $0.box(inWidth: declaredSize.width, height: declaredSize.height).scaled(x: x, y: y) }
    }

    /// The relative tolerance of aspect ratios: sides are rounded when a picture is reduced.
    private static let proportionTolerance: Float = 0.02
}

extension AnnotatedPicture.Size {
    /// Returns `nil` unless both are possible numbers of pixels.
    init?(width: Double?, height: Double?) {
        guard let width, let height, (1...Self.longestSide).contains(width), (1...Self.longestSide).contains(height)
        else { return nil }
        self.init(width: Int(width), height: Int(height))
    }

    /// More than any picture format allows.
    private static let longestSide = 1e6
}

/// A part of the annotations that was left out.
public struct AnnotationFault: Hashable, Sendable, CustomStringConvertible {
    /// The file, the object or the class.
    public let subject: String
    /// The reason, a clause without a full stop.
    public let reason: String

    /// One sentence.
    public var description: String { "\(subject) is left out because \(reason)." }
}

/// Photos with boxes, in any of the supported formats.
public struct SceneDataset: Sendable {
    /// The folder that paths are relative to.
    public let root: URL
    /// In the order of their relative paths, each file once.
    public let pictures: [AnnotatedPicture]
    /// The annotations that can't be used, in their order.
    public let faults: [AnnotationFault]

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
