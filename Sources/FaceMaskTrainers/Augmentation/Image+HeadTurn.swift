internal import FaceMaskCore
internal import Foundation

/// A rotation of the head as it appears in a picture.
struct HeadTurn {
    /// The rotation in the picture's plane.
    var degrees: Double
    /// The relative lengthening of the left edge against the right one; negative for the opposite.
    var leaning: Double
    /// The relative lengthening of the upper edge against the lower one.
    var tilting: Double
}

extension Image {
    /// Returns the part of the picture in `region`, rotated about its middle, at its size but at most `limit` pixels a
    /// side. Bilinear; beyond the picture's edges their nearest pixels are repeated.
    func turned(around region: Box, by turn: HeadTurn, limit: Int) -> Image {
        let width = min(max(Int(region.width.rounded()), 4), limit)
        let height = min(max(Int(region.height.rounded()), 4), limit)
        // Bilinear sampling skips pixels if it reduces by more than two, so the picture is reduced first.
        let shrink = max(region.width / Float(width), region.height / Float(height))
        if shrink > 1.5 {
            let small = resized(
                width: max(Int(Float(self.width) / shrink), 4), height: max(Int(Float(self.height) / shrink), 4))
            let scaled = region.scaled(
                x: Float(small.width) / Float(self.width), y: Float(small.height) / Float(self.height))
            return small.sampled(scaled, turn, width, height)
        }
        return sampled(region, turn, width, height)
    }

    private func sampled(_ region: Box, _ turn: HeadTurn, _ width: Int, _ height: Int) -> Image {
        let (sine, cosine) = (
            Float(sin(turn.degrees * .pi / 180)), Float(cos(turn.degrees * .pi / 180))
        )
        let center = region.center
        let sampled = unsafe [UInt8](unsafeUninitializedCapacity: width * height * 3) { output, count in
            unsafe pixels.withUnsafeBufferPointer { source in
                for row in 0..<height {
                    let v = (Float(row) + 0.5) / Float(height) - 0.5
                    for column in 0..<width {
                        let u = (Float(column) + 0.5) / Float(width) - 0.5
                        // A projective map whose denominator increases towards one side: the far edge of a turned face.
                        let depth = 1 + Float(turn.leaning) * u + Float(turn.tilting) * v
                        let x = u / depth * region.width
                        let y = v / depth * region.height
                        let color = unsafe Self.bilinear(
                            source, x: center.x + cosine * x - sine * y - 0.5,
                            y: center.y + sine * x + cosine * y - 0.5,
                            width: self.width, height: self.height)
                        let index = (row * width + column) * 3
                        unsafe output[index] = UInt8(color.x)
                        unsafe output[index + 1] = UInt8(color.y)
                        unsafe output[index + 2] = UInt8(color.z)
                    }
                }
            }
            count = width * height * 3
        }
        return Image(width: width, height: height, pixels: sampled)
    }

    /// The picture mirrored horizontally.
    var mirrored: Image {
        var output = [UInt8](repeating: 0, count: pixels.count)
        for row in 0..<height {
            for column in 0..<width {
                let (from, to) = ((row * width + column) * 3, (row * width + width - 1 - column) * 3)
                for channel in 0..<3 { output[to + channel] = pixels[from + channel] }
            }
        }
        return Image(width: width, height: height, pixels: output)
    }
}
