package import FaceMaskCore

/// The region of a photo that becomes the crop of a face, and the crop's size.
package struct CropCut: Hashable, Sendable {
    /// Whole pixels of the photo.
    package let region: Box
    /// Columns of the crop's picture.
    package let width: Int
    /// Rows of the crop's picture.
    package let height: Int

    /// Plans a cut: the box expanded by `FaceCrop.surroundings`, clipped to the photo and rounded outwards to whole
    /// pixels. It is reduced if the face is larger than `FaceCrop.maximumFaceSide`, and never enlarged. `nil` if the
    /// box is outside the photo.
    package init?(of box: Box, in image: Image) {
        let inside = box.clipped(toWidth: image.width, height: image.height)
        guard !inside.isEmpty else { return nil }
        let grown = box.expanded(by: FaceCrop.surroundings)
        region = Box(
            x1: grown.x1.rounded(.down), y1: grown.y1.rounded(.down), x2: grown.x2.rounded(.up),
            y2: grown.y2.rounded(.up)
        ).clipped(toWidth: image.width, height: image.height)
        let scale = min(FaceCrop.maximumFaceSide / max(box.width, box.height), 1)
        width = max(Int((region.width * scale).rounded()), 1)
        height = max(Int((region.height * scale).rounded()), 1)
    }

    /// Returns the crop's picture.
    package func picture(from image: Image) -> Image { image.resized(from: region, width: width, height: height) }

    /// Converts a box from pixels of the photo to pixels of the crop's picture.
    package func moved(_ box: Box) -> Box {
        Box(x1: box.x1 - region.x1, y1: box.y1 - region.y1, x2: box.x2 - region.x1, y2: box.y2 - region.y1)
            .scaled(x: horizontalScale, y: verticalScale)
    }

    /// Converts landmarks from pixels of the photo to pixels of the crop's picture.
    package func moved(_ landmarks: Landmarks) -> Landmarks {
        func move(_ point: Point) -> Point { Point(x: point.x - region.x1, y: point.y - region.y1) }
        return Landmarks(
            leftEye: move(landmarks.leftEye), rightEye: move(landmarks.rightEye), nose: move(landmarks.nose),
            leftMouth: move(landmarks.leftMouth), rightMouth: move(landmarks.rightMouth)
        ).scaled(x: horizontalScale, y: verticalScale)
    }

    private var horizontalScale: Float { Float(width) / region.width }
    private var verticalScale: Float { Float(height) / region.height }
}
