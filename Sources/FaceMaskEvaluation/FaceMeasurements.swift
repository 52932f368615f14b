public import FaceMaskCore

/// What can be measured of a face's picture without a network: what slices are made of.
public struct FaceMeasurements: Hashable, Sendable {
    /// The variance of the Laplacian of the face's luma: small for a blurred face.
    public var sharpness: Double
    /// The mean luma of the face, 0…255.
    public var brightness: Double
    /// How dark the skin is in the picture; `nil` where no skin was found.
    public var skinAngle: Double?
    /// How far the nose lies beside the middle of the eyes, in distances of the eyes; `nil` without landmarks.
    public var noseOffset: Double?

    /// Faces are brought to this size before their sharpness is measured, so that it doesn't hang on their size alone.
    private static let side = 64

    /// Measures the face inside `box`; an empty box, or one outside the picture, gives the whole picture's.
    public init(of image: Image, box: Box, landmarks: Landmarks?) {
        let region = box.clipped(toWidth: image.width, height: image.height)
        let face = image.resized(from: region.isEmpty ? nil : region, width: Self.side, height: Self.side)
        let luma = (0..<(Self.side * Self.side)).map { Self.luma(face.pixels, at: $0 * 3) }
        brightness = luma.reduce(0, +) / Double(luma.count)
        sharpness = Self.laplacianVariance(of: luma, width: Self.side)
        skinAngle = landmarks.flatMap { SkinTone.angle(of: image, landmarks: $0) }
        noseOffset = landmarks.flatMap(Self.noseOffset)
    }

    /// Rec. ITU-R BT.601, section 2.5.1.
    private static func luma(_ pixels: [UInt8], at index: Int) -> Double {
        0.299 * Double(pixels[index]) + 0.587 * Double(pixels[index + 1]) + 0.114 * Double(pixels[index + 2])
    }

    /// Pech-Pacheco et al., "Diatom autofocusing in brightfield microscopy", 2000: the variance of the four-neighbour
    /// Laplacian over the inner pixels.
    static func laplacianVariance(of luma: [Double], width: Int) -> Double {
        let height = luma.count / width
        var (sum, squares, count) = (0.0, 0.0, 0.0)
        for y in 1..<(height - 1) {
            for x in 1..<(width - 1) {
                let index = y * width + x
                let value =
                    luma[index - 1] + luma[index + 1] + luma[index - width] + luma[index + width]
                    - 4 * luma[index]
                sum += value
                squares += value * value
                count += 1
            }
        }
        let mean = sum / count
        return max(0, squares / count - mean * mean)
    }

    /// Along the line of the eyes, so that a tilted head counts as frontal; `nil` where both eyes are one point.
    static func noseOffset(of landmarks: Landmarks) -> Double? {
        let (left, right, nose) = (landmarks.leftEye, landmarks.rightEye, landmarks.nose)
        let across = (x: Double(right.x - left.x), y: Double(right.y - left.y))
        let square = across.x * across.x + across.y * across.y
        guard square > 0, square.isFinite else { return nil }
        let fromMiddle = (
            x: Double(nose.x) - Double(left.x + right.x) / 2, y: Double(nose.y) - Double(left.y + right.y) / 2
        )
        let offset = abs(fromMiddle.x * across.x + fromMiddle.y * across.y) / square
        return offset.isFinite ? offset : nil
    }
}

/// Which way a face looks, from its nose's offset.
///
/// The tip of the nose stands about 0.42 distances of the eyes before the line between them (26 of 63 mm, adult means:
/// Farkas, "Anthropometry of the head and face", 1994), so a head turned by `a` has the offset 0.42 × tan a: 0.15 at 20°,
/// 0.42 at 45°.
public enum Yaw: String, CaseIterable, Sendable {
    case frontal = "frontal, below 20°"
    case half = "half, 20 to 45°"
    case profile = "profile, above 45°"

    /// The class of an offset that `FaceMeasurements` gives.
    public init(noseOffset: Double) {
        self = noseOffset < 0.15 ? .frontal : noseOffset < 0.42 ? .half : .profile
    }
}

/// How large a face is in its photo: the shorter side of its box.
public enum FaceSize: String, CaseIterable, Sendable {
    case tiny = "below 16 px"
    case small = "16–32 px"
    case medium = "32–64 px"
    case large = "64–128 px"
    case huge = "128 px and more"

    /// The class of a side in pixels of the photo.
    public init(side: Float) {
        self = side < 16 ? .tiny : side < 32 ? .small : side < 64 ? .medium : side < 128 ? .large : .huge
    }
}
