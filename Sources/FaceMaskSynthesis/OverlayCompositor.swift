internal import FaceMaskCore
internal import Foundation

/// Composes a drawn overlay into a photo: below hair, with the sharpness and noise of the photo, and with a shadow.
struct OverlayCompositor {
    let light: FaceLight
    let grain: PhotoGrain
    /// The distance from the eyes to the chin in pixels.
    let scale: Float

    /// The extent of the shadow and its downward shift, in distances from the eyes to the chin.
    private static let shadowReach: Float = 0.035
    private static let shadowDrop: Float = 0.03
    /// The range on the sheet in which broad hair starts to cover the cloth of a mask.
    private static let hairOverCloth: ClosedRange<Float> = 0.5...0.8

    /// Returns the layer for the photo, with a margin for blur and shadow, and the opacity of the shadow at each pixel.
    func fitted(_ layer: OverlayLayer, _ overlay: Overlay, in image: Image) -> (layer: OverlayLayer, shadow: [Float]) {
        let shadowBlur = scale * Self.shadowReach
        var layer = layer.widened(by: Int(shadowBlur * 3 + grain.blur * 3) + 2, in: image)
        if let rule = overlay.hair { hideUnderHair(&layer, by: rule, in: image) }
        if light.isGrey {
            layer.colors = layer.colors.map { color in
                let luma = color.luma
                return SIMD4(luma, luma, luma, color.w)
            }
        }
        layer.colors = Plane(width: layer.width, height: layer.height).blurred(layer.colors, by: grain.blur)
        guard overlay.shadow > 0 else { return (layer, []) }
        let drop = Int((scale * Self.shadowDrop).rounded())
        var cover = [Float](repeating: 0, count: layer.colors.count)
        for row in 0..<layer.height {
            let above = max(row - drop, 0) * layer.width
            for column in 0..<layer.width { cover[row * layer.width + column] = layer.colors[above + column].w }
        }
        let soft = Plane(width: layer.width, height: layer.height).blurred(cover, by: max(shadowBlur, 0.6))
        return (layer, zip(soft, layer.colors).map { $0 * (1 - $1.w) * overlay.shadow })
    }

    /// Returns the photo with the layer, which is enlarged by `factor`.
    func composed(
        _ layer: OverlayLayer, shadow: [Float], in image: Image, factor: SIMD2<Float>,
        using generator: inout SeededGenerator
    ) -> Image {
        var pixels = image.pixels
        var source = NoiseSource(seed: generator.next())
        let noise = grain.pattern(width: layer.width, height: layer.height) { source.next() }
        func mix(_ color: SIMD4<Float>, shade: Float, noise: Float, x: Int, y: Int) {
            guard color.w > 0.002 || shade > 0.002 else { return }
            let target = (y * image.width + x) * 3
            let grain = grain.noise * noise * color.w
            for channel in 0..<3 {
                let below = Float(pixels[target + channel]) * (1 - shade)
                let value = below * (1 - color.w) + color[channel] + grain
                pixels[target + channel] = UInt8(min(max(value, 0), 255) + 0.499)
            }
        }
        guard factor == SIMD2(1, 1) else {
            layer.eachPixel(enlargedBy: factor, in: image) { x, y, indices, weights in
                var (color, shade) = (SIMD4<Float>(), Float(0))
                for corner in 0..<4 {
                    let index = Int(indices[corner])
                    color += layer.colors[index] * weights[corner]
                    if !shadow.isEmpty { shade += shadow[index] * weights[corner] }
                }
                mix(color, shade: shade, noise: noise[Int(indices[0])], x: x, y: y)
            }
            return Image(width: image.width, height: image.height, pixels: pixels)
        }
        for row in 0..<layer.height {
            for column in 0..<layer.width {
                let index = row * layer.width + column
                mix(
                    layer.colors[index], shade: shadow.isEmpty ? 0 : shadow[index], noise: noise[index],
                    x: layer.left + column, y: layer.top + row)
            }
        }
        return Image(width: image.width, height: image.height, pixels: pixels)
    }

    /// Removes the layer where the photo shows hair or background beside the face, which is in front of it.
    private func hideUnderHair(_ layer: inout OverlayLayer, by rule: HairRule, in image: Image) {
        let count = layer.colors.count
        var cover = [Float](repeating: 0, count: count)
        var there = [Float](repeating: 0, count: count)
        for index in 0..<count where layer.colors[index].w > 0 {
            let color = image[layer.left + index % layer.width, layer.top + index / layer.width]
            let skin = SkinSimilarity.share(
                of: SIMD4(Float(color.red), Float(color.green), Float(color.blue), 0), to: light.skin)
            (cover[index], there[index]) = (1 - min(skin * rule.strictness, 1), 1)
        }
        let cloth = cover.indices.filter { layer.colors[$0].w > 0.5 && layer.sides[$0] < rule.strapsBegin }
        if cloth.reduce(0, { $0 + cover[$1] }) > rule.maximumShare * Float(cloth.count) {
            layer.colors = [SIMD4<Float>](repeating: SIMD4(), count: count)
            return
        }
        let plane = Plane(width: layer.width, height: layer.height)
        // Single pixels are no evidence for a strap, and small areas are none for cloth.
        let soft = plane.blurred(cover, by: max(scale * 0.012, 0.6))
        let (broad, around) = (plane.blurred(cover, by: scale * 0.05), plane.blurred(there, by: scale * 0.05))
        for index in 0..<count where layer.colors[index].w > 0 {
            let side = layer.sides[index]
            func rise(_ value: Float, _ range: ClosedRange<Float>) -> Float {
                min(max((value - range.lowerBound) / (range.upperBound - range.lowerBound), 0), 1)
            }
            let isStrap = rise(side, rule.strapsBegin...(rule.strapsBegin + 0.06))
            let overStrap = rise(soft[index], 0.45...0.78)
            let overCloth =
                rise(broad[index] / max(around[index], 1e-3), 0.75...0.95) * rise(side, Self.hairOverCloth)
                * (rule.isAtLeftEnd ? 0 : 1)
            layer.colors[index] *= 1 - (overStrap * isStrap + overCloth * (1 - isStrap))
        }
    }
}

extension OverlayLayer {
    /// Returns the layer with `rim` more pixels on every side, within the picture.
    fileprivate func widened(by rim: Int, in image: Image) -> OverlayLayer {
        let (newLeft, newTop) = (max(left - rim, 0), max(top - rim, 0))
        let newWidth = min(left + width + rim, image.width) - newLeft
        let newHeight = min(top + height + rim, image.height) - newTop
        var wide = OverlayLayer(
            left: newLeft, top: newTop, width: newWidth, height: newHeight,
            colors: [SIMD4<Float>](repeating: SIMD4(), count: newWidth * newHeight),
            sides: [Float](repeating: 0, count: newWidth * newHeight))
        for row in 0..<height {
            let target = (row + top - newTop) * newWidth + left - newLeft
            for column in 0..<width {
                wide.colors[target + column] = colors[row * width + column]
                wide.sides[target + column] = sides[row * width + column]
            }
        }
        return wide
    }
}

/// Approximately normally distributed numbers, computed quickly: sums of four uniformly distributed ones.
private struct NoiseSource {
    private var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    mutating func next() -> Float {
        let word = generator.next()
        let sum = (word & 0xFFFF) + (word >> 16 & 0xFFFF) + (word >> 32 & 0xFFFF) + (word >> 48)
        // The variance of each is 1/12 of its squared range.
        return (Float(sum) / 65535 - 2) * 1.732
    }
}
