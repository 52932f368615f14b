internal import FaceMaskCore

/// Coordinates relative to a face: `across` is −0.5 at the left eye and 0.5 at the right one, `down` is 0 at the eyes
/// and 1 at the mouth. The tip of the nose is near 0.55, the chin near 1.7.
struct FaceFrame {
    private let origin: SIMD2<Float>
    private let across: SIMD2<Float>
    private let down: SIMD2<Float>
    private let determinant: Float

    /// `nil` if the points are too close together, or collinear.
    init?(_ landmarks: Landmarks) {
        func vector(_ point: Point) -> SIMD2<Float> { SIMD2(point.x, point.y) }
        let (left, right) = (vector(landmarks.leftEye), vector(landmarks.rightEye))
        origin = (left + right) / 2
        across = right - left
        down = (vector(landmarks.leftMouth) + vector(landmarks.rightMouth)) / 2 - origin
        determinant = across.x * down.y - across.y * down.x
        let lengths = ((across * across).sum() * (down * down).sum()).squareRoot()
        guard lengths > 16, determinant > 0.3 * lengths else { return nil }
    }

    /// The distance from the eyes to the mouth in pixels.
    var height: Float { (down * down).sum().squareRoot() }

    /// Returns the position on the face of a pixel of the picture.
    func position(x: Int, y: Int) -> SIMD2<Float> {
        let offset = SIMD2(Float(x) + 0.5, Float(y) + 0.5) - origin
        return SIMD2(
            (offset.x * down.y - offset.y * down.x) / determinant,
            (across.x * offset.y - across.y * offset.x) / determinant)
    }

    /// Returns the position in the picture of a position on the face.
    func pixel(_ position: SIMD2<Float>) -> SIMD2<Float> { origin + across * position.x + down * position.y }

    /// Returns the median of each channel over a rectangle of the face; `nil` if it is outside the picture.
    func medianColor(
        of image: Image, across: ClosedRange<Float>, down: ClosedRange<Float>
    ) -> SIMD4<Float>? {
        var channels: [[UInt8]] = [[], [], []]
        let steps = 8
        for row in 0...steps {
            for column in 0...steps {
                let (u, v) = (Float(column) / Float(steps), Float(row) / Float(steps))
                let place = pixel(
                    SIMD2(
                        across.lowerBound + (across.upperBound - across.lowerBound) * u,
                        down.lowerBound + (down.upperBound - down.lowerBound) * v))
                guard place.x >= 0, place.y >= 0, place.x < Float(image.width), place.y < Float(image.height) else {
                    continue
                }
                let color = image[Int(place.x), Int(place.y)]
                channels[0].append(color.red)
                channels[1].append(color.green)
                channels[2].append(color.blue)
            }
        }
        guard channels[0].count > steps else { return nil }
        let medians = channels.map { Float($0.sorted()[$0.count / 2]) }
        return SIMD4(medians[0], medians[1], medians[2], 0)
    }
}
