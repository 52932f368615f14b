internal import FaceMaskCore

/// How sharp and how noisy a photo is at a face, so that what is laid over it is no sharper and no cleaner.
struct PhotoGrain {
    /// The standard deviation of the blur that makes drawn edges as soft as the photo's, in pixels.
    let blur: Float
    /// The standard deviation of the noise on smooth skin, in levels.
    let noise: Float

    /// The steepest edges around the eyes span this share of the contrast there.
    private static let edgeShare: Float = 0.5
    /// What drawing itself blurs.
    private static let drawnBlur: Float = 0.4

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
        let residuals = cheeks.flatMap(\.residuals).sorted()
        // The median of |x| is 0.6745 σ; a pixel less the mean of four others has √1.25 times its own deviation.
        noise = residuals.count < 16 ? 0 : min(residuals[residuals.count / 2] / 0.6745 / 1.118, 14)
    }
}

/// Brightness in a part of a picture.
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

    /// Levels a pixel, across.
    var slopes: [Float] {
        guard width > 2, height > 0 else { return [] }
        return (0..<height).flatMap { y in
            (1..<(width - 1)).map { x in abs(values[y * width + x + 1] - values[y * width + x - 1]) / 2 }
        }
    }

    /// How far each pixel lies from the mean of its four neighbours.
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
