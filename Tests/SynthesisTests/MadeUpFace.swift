import FaceMaskCore
import Foundation

@testable import FaceMaskSynthesis

/// The mean face as a camera would see it, on a picture of skin: everything about it is known.
struct MadeUpFace {
    var yaw: Float = 0
    var pitch: Float = 0
    var roll: Float = 0
    /// Pixels from the eyes to the chin.
    var scale: Float = 80
    var center = SIMD2<Float>(120, 90)
    /// How far the chin is dropped, in the way from the eyes to the chin.
    var opening: Float = 0

    static let skin: (red: UInt8, green: UInt8, blue: UInt8) = (200, 150, 120)

    var mesh: FaceMesh {
        var points = [SIMD3<Float>](repeating: SIMD3(center, 0), count: FaceMesh.pointCount)
        for anchor in MeanFace.anchors(.close) where anchor.weight == 1 {
            guard let index = anchor.index else { continue }
            var place = anchor.position
            if place.y > 0.62 { place.y += opening * (place.y - 0.62) / 0.38 }
            points[index] = seen(place)
        }
        points[13] = seen([0, 0.62, -0.27])
        points[14] = seen([0, 0.63 + opening * 0.3, -0.27])
        return FaceMesh(points: points, presence: 1)
    }

    /// A place of the mean face, turned about its upright axis, nodded and tilted, in the picture.
    func seen(_ place: SIMD3<Float>) -> SIMD3<Float> {
        func turned(_ first: Float, _ second: Float, by degrees: Float) -> (Float, Float) {
            let (sine, cosine) = (sin(degrees * .pi / 180), cos(degrees * .pi / 180))
            return (first * cosine - second * sine, first * sine + second * cosine)
        }
        var point = place
        (point.z, point.y) = turned(point.z, point.y, by: -pitch)
        (point.x, point.z) = turned(point.x, point.z, by: yaw)
        (point.x, point.y) = turned(point.x, point.y, by: roll)
        return SIMD3(center, 0) + point * scale
    }

    /// 240 × 240 pixels of skin, a little darker to the right, with eyes whose edges are sharp.
    var image: Image {
        var image = Image(width: 240, height: 240, filledWith: Self.skin)
        for y in 0..<240 {
            for x in 0..<240 {
                let shade = 1 - Float(x) / 240 * 0.1
                let (red, green, blue) = Self.skin
                image[x, y] = (UInt8(Float(red) * shade), UInt8(Float(green) * shade), UInt8(Float(blue) * shade))
            }
        }
        for eye in [SIMD3<Float>(-0.32, 0, 0), SIMD3(0.32, 0, 0)] {
            let place = seen(eye)
            for y in -4...4 {
                for x in -12...12 where (0..<240).contains(Int(place.x) + x) && (0..<240).contains(Int(place.y) + y) {
                    image[Int(place.x) + x, Int(place.y) + y] = (20, 20, 20)
                }
            }
        }
        return image
    }
}

extension Fabric {
    /// Pure green: neither skin nor thread has it.
    static let green = Fabric(pattern: .plain, colors: [[0, 0.9, 0]], spacing: 0.1)
}

extension SynthesisRecipe {
    static func mask(_ kind: MaskKind, _ way: WearingWay = .correct, seed: UInt64 = 1) -> SynthesisRecipe {
        var generator = SeededGenerator(seed: seed)
        let mask = MaskRecipe(
            kind: kind, way: way, fabric: .green, placement: .draw(way, kind, using: &generator))
        return SynthesisRecipe(subject: .mask(mask), exposure: 1, seed: seed)
    }
}

extension SynthesisRecipe {
    /// The mask of a recipe that has one.
    var maskRecipe: MaskRecipe {
        if case .mask(let mask) = subject { return mask }
        preconditionFailure("the recipe is that of a mask")
    }
}

extension Image {
    /// Whether a mask of `Fabric.green` is seen at a place.
    func isGreen(at place: SIMD3<Float>) -> Bool {
        let color = self[Int(place.x), Int(place.y)]
        return Int(color.green) > Int(color.red) + 40 && Int(color.green) > Int(color.blue) + 40
    }
}
