internal import FaceMaskCore
internal import Foundation

extension Image {
    /// Returns the picture after an augmentation: the affine map of Keras' `apply_affine_transform` (rotation · shift ·
    /// shear · zoom about the centre), bilinear, with the nearest pixels repeated beyond the edges; then the
    /// reflection.
    func warped(by draw: Augmentation.Draw) -> Image {
        let map = AffineMap(draw, width: width, height: height)
        let warped = unsafe [UInt8](unsafeUninitializedCapacity: pixels.count) { output, count in
            unsafe pixels.withUnsafeBufferPointer { source in
                for row in 0..<height {
                    for column in 0..<width {
                        let (x, y) = map.source(x: draw.isFlipped ? width - 1 - column : column, y: row)
                        let color = unsafe Self.bilinear(source, x: x, y: y, width: width, height: height)
                        let index = (row * width + column) * 3
                        unsafe output[index] = UInt8(color.x)
                        unsafe output[index + 1] = UInt8(color.y)
                        unsafe output[index + 2] = UInt8(color.z)
                    }
                }
            }
            count = pixels.count
        }
        return Image(width: width, height: height, pixels: warped)
    }

    /// Returns the colour at a fractional position plus one half, so that truncation rounds it.
    static func bilinear(
        _ source: UnsafeBufferPointer<UInt8>, x: Float, y: Float, width: Int, height: Int
    ) -> SIMD4<Float> {
        let (x, y) = (min(max(x, 0), Float(width - 1)), min(max(y, 0), Float(height - 1)))
        let (left, top) = (Int(x), Int(y))
        let (right, bottom) = (min(left + 1, width - 1), min(top + 1, height - 1))
        let (shareX, shareY) = (x - Float(left), y - Float(top))
        func color(_ row: Int, _ column: Int) -> SIMD4<Float> {
            let index = (row * width + column) * 3
            return unsafe SIMD4(Float(source[index]), Float(source[index + 1]), Float(source[index + 2]), 0)
        }
        let upper = color(top, left) * (1 - shareX) + color(top, right) * shareX
        let lower = color(bottom, left) * (1 - shareX) + color(bottom, right) * shareX
        return upper * (1 - shareY) + lower * shareY + 0.5
    }
}

/// Maps each pixel of the result to its source position.
private struct AffineMap {
    private let xPerX: Float
    private let xPerY: Float
    private let yPerX: Float
    private let yPerY: Float
    private let firstX: Float
    private let firstY: Float

    init(_ draw: Augmentation.Draw, width: Int, height: Int) {
        let (theta, shear) = (draw.rotation * .pi / 180, draw.shear * .pi / 180)
        let (cosine, sine) = (cos(theta), sin(theta))
        // Rotation times shear times zoom; the shift is between rotation and shear, so it is rotated.
        let a = cosine * draw.xZoom
        let b = (-cosine * sin(shear) - sine * cos(shear)) * draw.yZoom
        let c = sine * draw.xZoom
        let d = (-sine * sin(shear) + cosine * cos(shear)) * draw.yZoom
        let (xShift, yShift) = (draw.xShift * Double(width), draw.yShift * Double(height))
        let (centerX, centerY) = (Double(width) / 2 - 0.5, Double(height) / 2 - 0.5)
        xPerX = Float(a)
        xPerY = Float(b)
        yPerX = Float(c)
        yPerY = Float(d)
        firstX = Float(centerX + cosine * xShift - sine * yShift - a * centerX - b * centerY)
        firstY = Float(centerY + sine * xShift + cosine * yShift - c * centerX - d * centerY)
    }

    func source(x: Int, y: Int) -> (x: Float, y: Float) {
        let (x, y) = (Float(x), Float(y))
        return (xPerX * x + xPerY * y + firstX, yPerX * x + yPerY * y + firstY)
    }
}
