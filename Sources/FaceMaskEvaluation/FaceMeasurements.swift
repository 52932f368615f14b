public import FaceMaskCore

/// Measurements of a face's picture that slices are made by.
public struct FaceMeasurements: Hashable, Sendable {
    /// The variance of the Laplacian of the face's luma, which is small for a blurred face.
    public var sharpness: Double
    /// The mean luma of the face, 0…255.
    public var brightness: Double
    /// The individual typology angle of the skin, see `SkinTone`; `nil` if no skin was found.
    public var skinAngle: Double?
    /// The horizontal distance of the nose from the centre between the eyes, as a fraction of the eyes' distance; `nil`
    /// without landmarks.
    public var noseOffset: Double?

    /// The size to which faces are scaled before their sharpness is measured, so that it depends less on their size.
    private static let side = 64

    /// Measures the face in `box`, or the whole picture if the box is empty or outside.
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

    /// Returns the variance of the four-neighbour Laplacian over the inner pixels (Pech-Pacheco et al., "Diatom
    /// autofocusing in brightfield microscopy", 2000).
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

    /// Returns the nose's offset along the line of the eyes, so that a tilted head counts as frontal; `nil` if the eyes
    /// coincide.
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

/// The horizontal rotation of a head, from the nose's offset.
///
/// The tip of the nose is about 0.42 distances of the eyes in front of the line between them (26 of 63 mm, adult
/// means: Farkas, "Anthropometry of the head and face", 1994), so a head turned by `a` has the offset 0.42 × tan a:
/// 0.15 at 20°, 0.42 at 45°.
public enum Yaw: String, CaseIterable, Sendable {
    case frontal = "frontal, below 20°"
    case half = "half, 20 to 45°"
    case profile = "profile, above 45°"

    /// Creates the class of an offset from `FaceMeasurements`.
    public init(noseOffset: Double) {
        self = noseOffset < 0.15 ? .frontal : noseOffset < 0.42 ? .half : .profile
    }
}

/// The size of a face in its photo: the shorter side of its box.
public enum FaceSize: String, CaseIterable, Sendable {
    case tiny = "below 16 px"
    case small = "16–32 px"
    case medium = "32–64 px"
    case large = "64–128 px"
    case huge = "128 px and more"

    /// Creates the class of a side in pixels of the photo.
    public init(side: Float) {
        self = side < 16 ? .tiny : side < 32 ? .small : side < 64 ? .medium : side < 128 ? .large : .huge
    }
}
