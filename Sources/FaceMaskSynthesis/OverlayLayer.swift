internal import FaceMaskCore

/// The pixels of an overlay in a part of the picture.
struct OverlayLayer {
    /// The left and top of the part, in whole pixels of the picture.
    let left: Int
    let top: Int
    let width: Int
    let height: Int
    /// Row by row: red, green and blue, 0…255, multiplied by the opacity, 0…1, which is the last component.
    var colors: [SIMD4<Float>]
    /// The distance of each pixel from the centre line of the face, see `HairRule.side`.
    var sides: [Float]
}

extension OverlayLayer {
    /// Calls `body` for each pixel of a picture that the enlarged layer covers, with the four pixels of the layer
    /// around it and their weights.
    func eachPixel(
        enlargedBy factor: SIMD2<Float>, in image: Image,
        _ body: (_ x: Int, _ y: Int, _ indices: SIMD4<Int32>, _ weights: SIMD4<Float>) -> Void
    ) {
        func range(_ first: Int, _ count: Int, _ factor: Float, _ limit: Int) -> Range<Int> {
            min(Int(Float(first) * factor), limit)..<min(Int((Float(first + count) * factor).rounded(.up)), limit)
        }
        func position(_ value: Int, _ factor: Float, _ first: Int, _ count: Int) -> (Int, Int, Float) {
            let place = min(max((Float(value) + 0.5) / factor - 0.5 - Float(first), 0), Float(count - 1))
            let whole = Int(place)
            return (whole, min(whole + 1, count - 1), place - Float(whole))
        }
        for y in range(top, height, factor.y, image.height) {
            let (upper, lower, v) = position(y, factor.y, top, height)
            for x in range(left, width, factor.x, image.width) {
                let (before, after, u) = position(x, factor.x, left, width)
                let (first, second) = (Int32(upper * width), Int32(lower * width))
                body(
                    x, y,
                    SIMD4(first + Int32(before), first + Int32(after), second + Int32(before), second + Int32(after)),
                    SIMD4((1 - u) * (1 - v), u * (1 - v), (1 - u) * v, u * v))
            }
        }
    }
}
