internal import FaceMaskCore
internal import Foundation

/// A change of light: exposure, contrast, colour and direction.
struct Light {
    /// The factors for red, green and blue: exposure and the colour of the light.
    var gains: [Double]
    /// The exponent of values, 0…1: above 1 it darkens the midtones.
    var gamma: Double
    /// The factor for differences from the middle.
    var contrast: Double
    /// The difference in brightness between opposite edges.
    var slope: Double
    var direction: Double

    /// Low light (skin and masks near black) and back light are common on the street, so exposure falls further than it
    /// rises.
    static func draw(using generator: inout SeededGenerator) -> Light {
        func random(_ range: ClosedRange<Double>) -> Double { .random(in: range, using: &generator) }
        let exposure = exp(random(-0.7...0.35))
        let isSloped = random(0...1) < 0.3
        return Light(
            gains: (0..<3).map { _ in exposure * exp(random(-0.15...0.15)) }, gamma: exp(random(-0.35...0.35)),
            contrast: random(0.7...1.3), slope: isSloped ? random(0.2...0.7) : 0, direction: random(0...(2 * .pi)))
    }

    /// What becomes of each of the 256 levels of a channel.
    fileprivate func table(_ channel: Int) -> [Float] {
        (0..<256).map { level in
            let value = pow(Double(level) / 255, gamma) * gains[channel]
            return Float(((value - 0.5) * contrast + 0.5) * 255)
        }
    }
}

extension Image {
    func relit(by light: Light) -> Image {
        let tables = (0..<3).map(light.table)
        let (stepX, stepY) = (
            Float(light.slope * cos(light.direction)) / Float(width),
            Float(light.slope * sin(light.direction)) / Float(height)
        )
        return mapPixels { x, y, color in
            let factor = 1 + stepX * (Float(x) - Float(width) / 2) * 2 + stepY * (Float(y) - Float(height) / 2) * 2
            return SIMD4(tables[0][Int(color.x)], tables[1][Int(color.y)], tables[2][Int(color.z)], 0) * max(factor, 0)
        }
    }

    /// Moves colours towards grey: 1 leaves none, above 1 goes a little beyond.
    func desaturated(by share: Double) -> Image {
        let share = Float(min(share, 1))
        return mapPixels { _, _, color in
            let grey = color.luma
            return color + (SIMD4(grey, grey, grey, 0) - color) * share
        }
    }

    /// Adds noise of a standard deviation in levels, drawn for each value.
    func noisy(deviation: Double, using generator: inout SeededGenerator) -> Image {
        // The sum of two bytes has a triangular distribution, near enough to a normal one and eight times as quick.
        let scale = Float(deviation) / 104.5
        var generator = generator
        var bits: UInt64 = 0
        var left = 0
        var output = pixels
        for index in output.indices {
            if left == 0 { (bits, left) = (generator.next(), 4) }
            let sum = Float(bits & 0xFF) + Float((bits >> 8) & 0xFF) - 255
            (bits, left) = (bits >> 16, left - 1)
            output[index] = UInt8(min(max(Float(output[index]) + sum * scale + 0.5, 0), 255))
        }
        return Image(width: width, height: height, pixels: output)
    }

    /// A picture of the same size whose pixels are computed from place and colour, 0…255; results are clamped.
    func mapPixels(_ body: (_ x: Int, _ y: Int, _ color: SIMD4<Float>) -> SIMD4<Float>) -> Image {
        let mapped = unsafe [UInt8](unsafeUninitializedCapacity: pixels.count) { output, count in
            unsafe pixels.withUnsafeBufferPointer { source in
                for y in 0..<height {
                    for x in 0..<width {
                        let index = (y * width + x) * 3
                        let color = unsafe SIMD4(
                            Float(source[index]), Float(source[index + 1]), Float(source[index + 2]), 0)
                        let result = body(x, y, color).clamped(
                            lowerBound: SIMD4(repeating: 0), upperBound: SIMD4(repeating: 255))
                        unsafe output[index] = UInt8(result.x + 0.5)
                        unsafe output[index + 1] = UInt8(result.y + 0.5)
                        unsafe output[index + 2] = UInt8(result.z + 0.5)
                    }
                }
            }
            count = pixels.count
        }
        return Image(width: width, height: height, pixels: mapped)
    }
}

extension SIMD4<Float> {
    /// Rec. ITU-R BT.601, section 2.5.1.
    var luma: Float { 0.299 * x + 0.587 * y + 0.114 * z }
}
