internal import Drawing
internal import FaceMaskCore
internal import Foundation

/// The light on a face, measured on its skin, so that what is laid over it gets the same.
struct FaceLight {
    /// What white would be here, 0…255.
    let white: Float
    /// The skin's colour, 0…255 each.
    let skin: SIMD4<Float>
    /// Whether the photo has no colours.
    let isGrey: Bool

    private let map: LightMap
    /// Brightness as a constant and three parts that follow the direction of the surface: spherical harmonics of the first
    /// order (Basri and Jacobs, "Lambertian reflectance and linear subspaces", 2003).
    private let harmonics: SIMD4<Float>

    /// Points of the mesh on cheeks, nose and forehead, where neither beard nor brow grows.
    private static let bare = [50, 280, 101, 330, 36, 266, 205, 425, 151, 9, 108, 337, 69, 299, 4, 5, 195, 197, 6]
    /// Light comes from above oftener than not: what is assumed where the face doesn't say.
    private static let usual = SIMD3<Float>(0, -0.12, -0.1)

    init(of image: Image, _ base: FaceSurface, mesh: FaceMesh) {
        let map = LightMap(of: image, around: base)
        let colors = Self.bare.map { map.color(at: SIMD2(mesh.points[$0].x, mesh.points[$0].y)) }
        func median(_ values: [Float]) -> Float { values.sorted()[values.count / 2] }
        let skin = SIMD4(median(colors.map(\.x)), median(colors.map(\.y)), median(colors.map(\.z)), 0)
        self.skin = skin
        isGrey = map.isGrey
        self.map = map.weighted(bySkin: skin)
        // Skin reflects between a quarter and two thirds of what white does; the brightest places of a photo are seldom
        // darker than white. Neither says it alone.
        let fromSkin = min(max(skin.luma * 1.7, 60), 290)
        white = min(max(0.5 * fromSkin + 0.5 * map.brightest * 1.08, 70), 262)
        harmonics = Self.fit(base, map: self.map, skin: skin)
    }

    /// How bright a surface is at a place, 1 on the average of the skin: the map says what lies in the light and what in
    /// the shade, the harmonics what the surface's own folds add.
    func brightness(at point: SIMD3<Float>, normal: SIMD3<Float>, baseNormal: SIMD3<Float>) -> Float {
        let ratio = value(normal) / max(value(baseNormal), 0.25)
        return min(max(map.brightness(at: SIMD2(point.x, point.y)), 0.3), 1.6) * min(max(ratio, 0.55), 1.45)
    }

    private func value(_ normal: SIMD3<Float>) -> Float {
        max(harmonics.w + harmonics.x * normal.x + harmonics.y * normal.y + harmonics.z * normal.z, 0.1)
    }

    private static func fit(_ base: FaceSurface, map: LightMap, skin: SIMD4<Float>) -> SIMD4<Float> {
        // Normal equations of a least-squares fit that is held to the usual light by a weight of its own.
        var matrix = [[Float]](repeating: [Float](repeating: 0, count: 5), count: 4)
        func add(_ row: SIMD4<Float>, _ value: Float, _ weight: Float) {
            for i in 0..<4 {
                for j in 0..<4 { matrix[i][j] += weight * row[i] * row[j] }
                matrix[i][4] += weight * row[i] * value
            }
        }
        var total: Float = 0
        for (index, place) in FaceSurface.places.enumerated() where abs(place.x) < 1 && place.y > -0.4 && place.y < 1 {
            let normal = base.normals[index]
            let point = base.points[index]
            guard normal.z < -0.25, let (value, weight) = map.sample(at: SIMD2(point.x, point.y)) else { continue }
            add(SIMD4(normal, 1), value, weight)
            total += weight
        }
        let hold = max(total * 0.05, 1)
        for axis in 0..<3 {
            var row = SIMD4<Float>()
            row[axis] = 1
            add(row, usual[axis], hold)
        }
        add(SIMD4(0, 0, 0, 1), 0.9, hold * 0.2)
        return solve(&matrix)
    }

    private static func solve(_ matrix: inout [[Float]]) -> SIMD4<Float> {
        for column in 0..<4 {
            let pivot = (column..<4).max { abs(matrix[$0][column]) < abs(matrix[$1][column]) } ?? column
            matrix.swapAt(column, pivot)
            let factor = 1 / max(abs(matrix[column][column]), 1e-6) * (matrix[column][column] < 0 ? -1 : 1)
            for index in 0..<5 { matrix[column][index] *= factor }
            for row in 0..<4 where row != column {
                let share = matrix[row][column]
                for index in 0..<5 { matrix[row][index] -= share * matrix[column][index] }
            }
        }
        return SIMD4(matrix[0][4], matrix[1][4], matrix[2][4], matrix[3][4])
    }
}

/// The face small, without its details: colours, and how bright the skin is around each place.
struct LightMap {
    private let image: Image
    private let region: Box
    /// Brightness over the skin's mean, and how much skin it rests on; row by row.
    private var values: [SIMD2<Float>] = []
    /// Smoothed `values`.
    private var smooth: [Float] = []
    /// The level that only a fiftieth of the face's surroundings exceeds.
    let brightest: Float
    let isGrey: Bool

    /// Pixels along the longer side: features of the face vanish, light and shade stay.
    private static let side = 40
    /// How far brightness is averaged, in pixels of the map.
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

    /// 0…255 each.
    func color(at place: SIMD2<Float>) -> SIMD4<Float> {
        let (x, y) = cell(place)
        let color = image[x, y]
        return SIMD4(Float(color.red), Float(color.green), Float(color.blue), 0)
    }

    /// The same map with its brightness, counted where the colour is that of the skin.
    func weighted(bySkin skin: SIMD4<Float>) -> LightMap {
        var map = self
        let level = max(skin.luma, 8)
        map.values = (0..<(image.width * image.height)).map { index in
            let color = image[index % image.width, index / image.width]
            let vector = SIMD4(Float(color.red), Float(color.green), Float(color.blue), 0)
            return SIMD2(vector.luma / level, SkinLikeness.share(of: vector, to: skin))
        }
        map.smoothen()
        return map
    }

    /// Brightness at a place as it is, and how sure it is that of skin; `nil` outside.
    func sample(at place: SIMD2<Float>) -> (value: Float, weight: Float)? {
        guard place.x >= region.x1, place.x < region.x2, place.y >= region.y1, place.y < region.y2 else { return nil }
        let (x, y) = cell(place)
        let value = values[y * image.width + x]
        return (value.x, value.y)
    }

    /// Smooth brightness, 1 on the average of the skin; beyond the map that of its edge.
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

    /// Averages over skin only; where there is none, nothing is known and the mean stands.
    private mutating func smoothen() {
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

/// How much a colour is that of a person's skin.
enum SkinLikeness {
    /// 0…1: brightness may differ by half either way before it counts much, the shares of red and green hardly.
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
