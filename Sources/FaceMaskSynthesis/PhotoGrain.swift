internal import FaceMaskCore

/// The sharpness and noise of a photo at a face, for everything that is drawn over it.
struct PhotoGrain {
    /// The standard deviation of the blur that makes drawn edges as soft as those of the photo, in pixels.
    let blur: Float
    /// The standard deviation of the noise on smooth skin, in levels.
    let noise: Float
    /// The correlation of the noise of neighbouring pixels, 0…`maximumCorrelation`, caused by cameras, resizing and
    /// JPEG.
    let correlation: Float

    /// The maximum correlation of noise; more is due to the texture of skin.
    private static let maximumCorrelation: Float = 0.6

    /// The share of the contrast around the eyes that the steepest edges span.
    private static let edgeShare: Float = 0.5
    /// The blur of drawing itself.
    private static let drawnBlur: Float = 0.4

    init(blur: Float, noise: Float, correlation: Float) {
        (self.blur, self.noise, self.correlation) = (blur, noise, correlation)
    }

    init(of image: Image, _ surface: FaceSurface) {
        let luma = LumaPatch(
            of: image,
            around: [SIMD2(-0.7, -0.3), SIMD2(0.7, -0.3), SIMD2(0.7, 0.3), SIMD2(-0.7, 0.3)].map {
                surface.point(at: $0)
            })
        let slopes = luma.slopes.sorted()
        let levels = luma.values.sorted()
        let contrast = levels.isEmpty ? 0 : levels[levels.count * 98 / 100] - levels[levels.count * 2 / 100]
        let steepest = slopes.isEmpty ? 1 : max(slopes[slopes.count * 995 / 1000], 1)
        // A step of height h, blurred by σ, has the slope h / (σ √2π) in its middle.
        let edge = contrast * Self.edgeShare / (steepest * 2.507)
        blur = min((max(edge * edge - Self.drawnBlur * Self.drawnBlur, 0)).squareRoot(), 6)

        let cheeks = [SIMD2<Float>(-0.5, 0.25), SIMD2(0.5, 0.25), SIMD2(0, -0.35)].map { center in
            LumaPatch(
                of: image,
                around: [SIMD2(-0.12, -0.08), SIMD2(0.12, -0.08), SIMD2(0.12, 0.08), SIMD2(-0.12, 0.08)].map {
                    surface.point(at: center + $0)
                })
        }
        correlation = Self.correlation(near: cheeks.flatMap { $0.steps(1) }, far: cheeks.flatMap { $0.steps(2) })
        let residuals = cheeks.flatMap(\.residuals).sorted()
        // The median of |x| is 0.6745 σ. The difference of a pixel and the mean of four others has √1.25 times the
        // deviation of the pixel, and less for correlated noise: noise that is blurred by a Gaussian has the
        // correlation q^d² at a distance of d.
        let q = correlation
        let share = (1.25 - 2 * q + 0.25 * q * q * q * q + 0.5 * q * q).squareRoot()
        noise = residuals.count < 16 ? 0 : min(residuals[residuals.count / 2] / 0.6745 / share, 14)
    }

    /// Returns noise of deviation 1 with the correlation of the photo's noise.
    func pattern(width: Int, height: Int, _ next: () -> Float) -> [Float] {
        let white = (0..<(width * height)).map { _ in next() }
        guard correlation > 0.02 else { return white }
        // White noise with a share w of each neighbour's has the correlation 2w / (1 + 2w²).
        let neighbour = (1 - (1 - 2 * correlation * correlation).squareRoot()) / (2 * correlation)
        let blurred = Plane(width: width, height: height).filtered(white, [neighbour, 1, neighbour])
        let square = blurred.reduce(0) { $0 + $1 * $1 } / Float(max(blurred.count, 1))
        let factor = 1 / max(square.squareRoot(), 1e-3)
        return blurred.map { $0 * factor }
    }

    /// Returns the correlation from the differences of pixels at distances of 1 and 2, whose squares have the ratio of
    /// 1 to 1 + q + q² + q³.
    private static func correlation(near: [Float], far: [Float]) -> Float {
        guard near.count >= 16, far.count >= 16 else { return 0 }
        // Without the largest tenth, which are edges. A median is useless here, since levels are integers.
        func square(_ values: [Float]) -> Float {
            values.sorted().prefix(values.count * 9 / 10).reduce(0) { $0 + $1 * $1 }
        }
        let (first, second) = (square(near) / Float(near.count), square(far) / Float(far.count))
        guard first > 0 else { return 0 }
        let ratio = second / first
        var range: (low: Float, high: Float) = (0, maximumCorrelation)
        for _ in 0..<16 {
            let q = (range.low + range.high) / 2
            if 1 + q + q * q + q * q * q < ratio { range.low = q } else { range.high = q }
        }
        return (range.low + range.high) / 2
    }
}

/// The brightness of a part of a picture.
private struct LumaPatch {
    let width: Int
    let height: Int
    var values: [Float] = []

    init(of image: Image, around points: [SIMD3<Float>]) {
        let box = Box(
            x1: points.map(\.x).min() ?? 0, y1: points.map(\.y).min() ?? 0, x2: points.map(\.x).max() ?? 0,
            y2: points.map(\.y).max() ?? 0
        ).clipped(toWidth: image.width, height: image.height)
        guard !box.isEmpty else {
            (width, height) = (0, 0)
            return
        }
        let (left, top) = (Int(box.x1), Int(box.y1))
        (width, height) = (min(Int(box.width), image.width - left), min(Int(box.height), image.height - top))
        for y in top..<(top + height) {
            for x in left..<(left + width) {
                let color = image[x, y]
                values.append(SIMD4(Float(color.red), Float(color.green), Float(color.blue), 0).luma)
            }
        }
    }

    /// The horizontal gradients, in levels for each pixel.
    var slopes: [Float] {
        guard width > 2, height > 0 else { return [] }
        return (0..<height).flatMap { y in
            (1..<(width - 1)).map { x in abs(values[y * width + x + 1] - values[y * width + x - 1]) / 2 }
        }
    }

    /// Returns the differences of pixels at a horizontal distance.
    func steps(_ distance: Int) -> [Float] {
        guard width > distance else { return [] }
        return (0..<height).flatMap { y in
            (0..<(width - distance)).map { x in abs(values[y * width + x + distance] - values[y * width + x]) }
        }
    }

    /// Returns the difference of each pixel and the mean of its four neighbours.
    var residuals: [Float] {
        guard width > 2, height > 2 else { return [] }
        return (1..<(height - 1)).flatMap { y in
            (1..<(width - 1)).map { x in
                let index = y * width + x
                let mean = (values[index - 1] + values[index + 1] + values[index - width] + values[index + width]) / 4
                return abs(values[index] - mean)
            }
        }
    }
}
