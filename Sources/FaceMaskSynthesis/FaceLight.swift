internal import FaceMaskDrawing
internal import FaceMaskCore
internal import Foundation

/// The light on a face, measured on its skin, for everything that is drawn over it.
struct FaceLight {
    /// The level of white in this light, 0…255.
    let white: Float
    /// The colour of the skin, 0…255 each.
    let skin: SIMD4<Float>
    /// Whether the photo has no colours.
    let isGrey: Bool

    private let map: LightMap
    /// Brightness as a constant and three components that depend on the direction of the surface: spherical harmonics
    /// of the first order (Basri and Jacobs, "Lambertian reflectance and linear subspaces", 2003).
    private let harmonics: SIMD4<Float>

    /// Points of the mesh on cheeks, nose and forehead, without beard and eyebrows.
    private static let bare = [50, 280, 101, 330, 36, 266, 205, 425, 151, 9, 108, 337, 69, 299, 4, 5, 195, 197, 6]
    /// The assumed light where the face gives no information: light usually comes from above.
    private static let usual = SIMD3<Float>(0, -0.12, -0.1)

    init(of image: Image, _ base: FaceSurface, mesh: FaceMesh) {
        let map = LightMap(of: image, around: base)
        let colors = Self.bare.map { map.color(at: SIMD2(mesh.points[$0].x, mesh.points[$0].y)) }
        func median(_ values: [Float]) -> Float { values.sorted()[values.count / 2] }
        let skin = SIMD4(median(colors.map(\.x)), median(colors.map(\.y)), median(colors.map(\.z)), 0)
        self.skin = skin
        isGrey = map.isGrey
        self.map = map.weighted(bySkin: skin)
        // Skin reflects between a quarter and two thirds of the light that white reflects, and the brightest places of
        // a photo are rarely darker than white. Neither is enough alone.
        let fromSkin = min(max(skin.luma * 1.7, 60), 290)
        white = min(max(0.5 * fromSkin + 0.5 * map.brightest * 1.08, 70), 262)
        harmonics = Self.fit(base, map: self.map, skin: skin)
    }

    /// Returns the brightness of a surface at a point, 1 for the mean of the skin: the map gives light and shade, and
    /// the harmonics add the effect of the surface's folds.
    func brightness(at point: SIMD3<Float>, normal: SIMD3<Float>, baseNormal: SIMD3<Float>) -> Float {
        let ratio = value(normal) / max(value(baseNormal), 0.25)
        return min(max(map.brightness(at: SIMD2(point.x, point.y)), 0.3), 1.6) * min(max(ratio, 0.55), 1.45)
    }

    private func value(_ normal: SIMD3<Float>) -> Float {
        max(harmonics.w + harmonics.x * normal.x + harmonics.y * normal.y + harmonics.z * normal.z, 0.1)
    }

    private static func fit(_ base: FaceSurface, map: LightMap, skin: SIMD4<Float>) -> SIMD4<Float> {
        // Normal equations of a least-squares fit that is regularized towards the assumed light.
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
