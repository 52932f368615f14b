/// A square region of a picture, possibly rotated and extending beyond the edges.
public struct TurnedSquare: Hashable, Sendable {
    /// The centre, in pixels of the picture.
    public var center: Point
    /// The side, in pixels of the picture, greater than 0.
    public var side: Float
    /// The direction of the square's upper edge in the picture, a unit vector: (1, 0) is upright.
    public var across: SIMD2<Float>

    /// Creates a square.
    public init(center: Point, side: Float, across: SIMD2<Float>) {
        self.center = center
        self.side = side
        self.across = across
    }

    /// Returns the point of the picture for a position in the square; (0, 0) is its upper left and (1, 1) its lower
    /// right corner.
    public func point(at place: SIMD2<Float>) -> SIMD2<Float> {
        let offset = (place - 0.5) * side
        return SIMD2(
            center.x + across.x * offset.x - across.y * offset.y, center.y + across.y * offset.x + across.x * offset.y)
    }
}

extension Image {
    /// Returns the part of the picture in `square`, upright, as `pixels` × `pixels` pixels. Bilinear, after a reduction
    /// if the square is more than one and a half times as large; beyond the picture's edges their nearest pixels are
    /// repeated.
    public func cutout(of square: TurnedSquare, pixels: Int) -> Image {
        let shrink = square.side / Float(pixels)
        guard shrink > 1.5 else { return sampled(square, pixels: pixels) }
        // Only the area that the rotated square can cover is reduced.
        let reach = square.side * 0.75
        let around = Box(
            x1: (square.center.x - reach).rounded(.down), y1: (square.center.y - reach).rounded(.down),
            x2: (square.center.x + reach).rounded(.up), y2: (square.center.y + reach).rounded(.up))
        let part = around.clipped(toWidth: width, height: height)
        guard !part.isEmpty else { return sampled(square, pixels: pixels) }
        let small = resized(
            from: part, width: max(Int(part.width / shrink), 1), height: max(Int(part.height / shrink), 1))
        let (x, y) = (Float(small.width) / part.width, Float(small.height) / part.height)
        let center = Point(x: (square.center.x - part.x1) * x, y: (square.center.y - part.y1) * y)
        return small.sampled(
            TurnedSquare(center: center, side: square.side * (x + y) / 2, across: square.across), pixels: pixels)
    }

    private func sampled(_ square: TurnedSquare, pixels side: Int) -> Image {
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: side * side * 3) { output, count in
            unsafe pixels.withUnsafeBufferPointer { source in
                for row in 0..<side {
                    for column in 0..<side {
                        let place = square.point(
                            at: SIMD2(Float(column) + 0.5, Float(row) + 0.5) / Float(side))
                        let color = unsafe color(source, at: place)
                        let index = (row * side + column) * 3
                        for channel in 0..<3 { unsafe output[index + channel] = UInt8(color[channel] + 0.5) }
                    }
                }
            }
            count = side * side * 3
        }
        return Image(width: side, height: side, pixels: bytes)
    }

    /// Interpolates bilinearly between the middles of pixels.
    private func color(_ source: UnsafeBufferPointer<UInt8>, at place: SIMD2<Float>) -> SIMD4<Float> {
        let x = min(max(place.x - 0.5, 0), Float(width - 1))
        let y = min(max(place.y - 0.5, 0), Float(height - 1))
        let (left, top) = (Int(x), Int(y))
        let (right, bottom) = (min(left + 1, width - 1), min(top + 1, height - 1))
        func pixel(_ column: Int, _ row: Int) -> SIMD4<Float> {
            let index = (row * width + column) * 3
            return unsafe SIMD4(Float(source[index]), Float(source[index + 1]), Float(source[index + 2]), 0)
        }
        let upper = pixel(left, top) + (pixel(right, top) - pixel(left, top)) * (x - Float(left))
        let lower = pixel(left, bottom) + (pixel(right, bottom) - pixel(left, bottom)) * (x - Float(left))
        return upper + (lower - upper) * (y - Float(top))
    }
}
