package import FaceMaskCore
package import Foundation

/// A face with an annotated box.
package struct AnnotatedFace: Hashable, Sendable {
    /// The position of a box, in the unit of its file format.
    package enum Extent: Hashable, Sendable {
        /// In pixels of the picture.
        case pixels(Box)
        /// As fractions, 0…1, of the picture's width and height.
        case shares(Box)
    }

    /// The state in the annotation.
    package var state: MaskState
    /// The position of its box.
    package var extent: Extent

    /// Creates a face.
    package init(state: MaskState, extent: Extent) {
        self.state = state
        self.extent = extent
    }

    /// Returns the box in pixels of a picture of the given size, clipped to it; empty if it is outside.
    package func box(inWidth width: Int, height: Int) -> Box {
        let box =
            switch extent {
            case .pixels(let box): box
            case .shares(let box): box.scaled(x: Float(width), y: Float(height))
            }
        return box.clipped(toWidth: width, height: height)
    }
}

/// A photo with annotated faces; it may also contain others.
package struct AnnotatedPicture: Hashable, Sendable {
    /// The size of the picture in pixels.
    package struct Size: Hashable, Sendable {
        /// The width in pixels.
        package var width: Int
        /// The height in pixels.
        package var height: Int
    }

    /// The file.
    package let url: URL
    /// The path below the dataset's root.
    package let relativePath: String
    /// The annotated faces, in the file's order.
    package let faces: [AnnotatedFace]
    /// The picture's size according to the annotations, which boxes in pixels refer to.
    package let declaredSize: Size?
    /// The SHA-256, in hexadecimal, of the photo that this one was created from; `nil` for original photos.
    package let originalHash: String?
    /// Whether it may be a frame of a video, whose neighbours look alike.
    package let mayBeFrame: Bool

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
    package func boxes(in image: Image) -> [Box]? {
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
