internal import FaceMaskCore
internal import Foundation

/// A reduced picture of the face without details: colours, and the brightness of the skin around each place.
struct LightMap {
    private let image: Image
    private let region: Box
    /// Brightness divided by the skin's mean, and the amount of skin that it is based on; row by row.
    private var values: [SIMD2<Float>] = []
    /// The smoothed `values`.
    private var smooth: [Float] = []
    /// The level that a fiftieth of the face's surroundings exceeds.
    let brightest: Float
    let isGrey: Bool

    /// The longer side in pixels: features of the face disappear, light and shade remain.
    private static let side = 40
    /// The radius over which brightness is averaged, in pixels of the map.
    private static let blur = 2

    init(of image: Image, around surface: FaceSurface) {
        var box = Box(x1: .infinity, y1: .infinity, x2: -.infinity, y2: -.infinity)
        for (index, place) in FaceSurface.places.enumerated()
        where abs(place.x) < 1.3 && place.y > -0.6 && place.y < 1.3 {
            let point = surface.points[index]
            box = Box(
                x1: min(box.x1, point.x), y1: min(box.y1, point.y), x2: max(box.x2, point.x), y2: max(box.y2, point.y))
        }
        let whole = Box(width: image.width, height: image.height)
        let clipped = box.clipped(toWidth: image.width, height: image.height)
        region = clipped.isEmpty ? whole : clipped
        let factor = min(Float(Self.side) / max(region.width, region.height), 1)
        self.image = image.resized(
            from: region, width: max(Int(region.width * factor), 2), height: max(Int(region.height * factor), 2))
        let pixels = self.image.pixels
        let lumas = (0..<(pixels.count / 3)).map { index -> Float in
            let first = index * 3
            return SIMD4(Float(pixels[first]), Float(pixels[first + 1]), Float(pixels[first + 2]), 0).luma
        }
        brightest = lumas.sorted()[lumas.count * 49 / 50]
        let saturation = (0..<(pixels.count / 3)).reduce(0) { sum, index in
            let parts = pixels[(index * 3)..<(index * 3 + 3)]
            return sum + Int(parts.max() ?? 0) - Int(parts.min() ?? 0)
        }
        isGrey = saturation < lumas.count * 5
    }

    /// Returns the colour at a position, 0…255 each.
    func color(at place: SIMD2<Float>) -> SIMD4<Float> {
        let (x, y) = cell(place)
        let color = image[x, y]
        return SIMD4(Float(color.red), Float(color.green), Float(color.blue), 0)
    }

    /// Returns the map with its brightness, which is measured where the colour is that of the skin.
    func weighted(bySkin skin: SIMD4<Float>) -> LightMap {
        var map = self
        let level = max(skin.luma, 8)
        map.values = (0..<(image.width * image.height)).map { index in
            let color = image[index % image.width, index / image.width]
            let vector = SIMD4(Float(color.red), Float(color.green), Float(color.blue), 0)
            return SIMD2(vector.luma / level, SkinSimilarity.share(of: vector, to: skin))
        }
        map.updateSmooth()
        return map
    }

    /// Returns the unsmoothed brightness at a place and the certainty that it is that of skin; `nil` outside.
    func sample(at place: SIMD2<Float>) -> (value: Float, weight: Float)? {
        guard place.x >= region.x1, place.x < region.x2, place.y >= region.y1, place.y < region.y2 else { return nil }
        let (x, y) = cell(place)
        let value = values[y * image.width + x]
        return (value.x, value.y)
    }

    /// Returns the smoothed brightness, 1 for the mean of the skin; outside the map that of its edge.
    func brightness(at place: SIMD2<Float>) -> Float {
        let x = min(max((place.x - region.x1) / region.width * Float(image.width) - 0.5, 0), Float(image.width - 1))
        let y = min(max((place.y - region.y1) / region.height * Float(image.height) - 0.5, 0), Float(image.height - 1))
        let (left, top) = (min(Int(x), image.width - 2), min(Int(y), image.height - 2))
        let (u, v) = (x - Float(left), y - Float(top))
        let first = top * image.width + left
        let upper = smooth[first] + (smooth[first + 1] - smooth[first]) * u
        let second = first + image.width
        let lower = smooth[second] + (smooth[second + 1] - smooth[second]) * u
        return upper + (lower - upper) * v
    }

    private func cell(_ place: SIMD2<Float>) -> (Int, Int) {
        let x = Int((place.x - region.x1) / region.width * Float(image.width))
        let y = Int((place.y - region.y1) / region.height * Float(image.height))
        return (min(max(x, 0), image.width - 1), min(max(y, 0), image.height - 1))
    }

    /// Averages over skin only; where there is none, the mean is assumed.
    private mutating func updateSmooth() {
        var (sums, weights) = (values.map { $0.x * $0.y + 0.02 }, values.map { $0.y + 0.02 })
        for _ in 0..<3 {
            sums = boxBlurred(sums)
            weights = boxBlurred(weights)
        }
        smooth = zip(sums, weights).map { $0 / $1 }
    }

    private func boxBlurred(_ values: [Float]) -> [Float] {
        let (width, height, reach) = (image.width, image.height, Self.blur)
        func pass(_ input: [Float], along step: Int, count: Int, lines: Int, lineStep: Int) -> [Float] {
            var output = input
            for line in 0..<lines {
                for index in 0..<count {
                    let range = max(index - reach, 0)...min(index + reach, count - 1)
                    var sum: Float = 0
                    for place in range { sum += input[line * lineStep + place * step] }
                    output[line * lineStep + index * step] = sum / Float(range.count)
                }
            }
            return output
        }
        let rows = pass(values, along: 1, count: width, lines: height, lineStep: width)
        return pass(rows, along: width, count: height, lines: width, lineStep: 1)
    }
}

/// The similarity of colours to a person's skin.
enum SkinSimilarity {
    /// Returns the similarity, 0…1. Brightness may differ by half, the shares of red and green only slightly.
    static func share(of color: SIMD4<Float>, to skin: SIMD4<Float>) -> Float {
        let brightness = log((color.luma + 10) / (skin.luma + 10)) / 0.55
        let (sum, skinSum) = (color.x + color.y + color.z + 15, skin.x + skin.y + skin.z + 15)
        let red = ((color.x + 5) / sum - (skin.x + 5) / skinSum) / 0.06
        let green = ((color.y + 5) / sum - (skin.y + 5) / skinSum) / 0.04
        return exp(-0.5 * (brightness * brightness + red * red + green * green))
    }
}

extension SIMD4<Float> {
    /// Rec. ITU-R BT.601, section 2.5.1.
    var luma: Float { 0.299 * x + 0.587 * y + 0.114 * z }
}
