internal import FaceMaskCore
internal import Foundation

/// A bare face of another picture that replaces a masked one, at its size and angle and in its light. Photos with masks
/// show few bare faces, mostly portraits: without this, the detector would find small faces by their masks (copy-paste
/// augmentation: Ghiasi et al. 2021, arXiv:2012.07177).
struct FaceSwapAugmentation {
    /// The longer sides of faces that are replaced, in pixels of the input: smaller ones show no detail, and on larger
    /// ones the seam is visible.
    private static let sides: ClosedRange<Float> = 8...128
    /// The maximum enlargement of a face.
    private static let largestFactor: Float = 1.4
    /// The maximum distance of landmarks after alignment, as a share of the face's size: a profile doesn't fit a
    /// frontal face.
    private static let largestMisfit: Float = 0.12
    /// The axes of the ellipse that is copied, relative to the face's box.
    private static let reach: ClosedRange<Float> = 1.05...1.35
    /// The distances from the centre at which the ellipse starts to fade, and at which it ends.
    private static let fading: (start: Float, end: Float) = (0.85, 1.12)
    /// The range of the brightness factor.
    private static let light: ClosedRange<Float> = 0.4...1.8

    /// The picture of the bare face.
    let image: Image
    let face: SceneFace

    /// Returns whether a face may be replaced: masked, with known landmarks, neither tiny nor large.
    static func suits(_ face: SceneFace) -> Bool {
        face.state != .notWorn && !face.isIgnored && face.landmarks != nil
            && sides.contains(max(face.box.width, face.box.height))
    }

    /// Replaces `target`, a face of `picture`. Returns the face in its new position, or `nil` if it doesn't fit, in
    /// which case nothing is changed.
    func lay(over target: SceneFace, of picture: inout Image, using generator: inout SeededGenerator) -> SceneFace? {
        guard let from = face.landmarks, let to = target.landmarks,
            let move = Similarity(from: from.points, to: to.points), move.factor < Self.largestFactor,
            move.distance < Self.largestMisfit * target.box.area.squareRoot()
        else { return nil }
        let laid = face.moved(by: move)
        let ellipse =
            SIMD2(face.box.width, face.box.height) / 2 * move.factor
            * Float.random(in: Self.reach, using: &generator)
        // The square on whole pixels that contains the ellipse at any rotation.
        let (center, side) = (laid.box.center, Int((ellipse.max() * Self.fading.end * 2).rounded(.up)) + 1)
        let (left, top) = (Int(center.x) - side / 2, Int(center.y) - side / 2)
        let middle = Point(x: Float(left) + Float(side) / 2, y: Float(top) + Float(side) / 2)
        let patch = image.cutout(
            of: TurnedSquare(
                center: move.inverse(middle), side: Float(side) / move.factor, across: move.across), pixels: side)
        let rows = max(top, 0)..<min(top + side, picture.height)
        let columns = max(left, 0)..<min(left + side, picture.width)
        guard !rows.isEmpty, !columns.isEmpty else { return nil }

        func opacity(_ x: Int, _ y: Int) -> Float {
            let offset = SIMD2(Float(x) + 0.5 - center.x, Float(y) + 0.5 - center.y)
            let upright = SIMD2(
                offset.x * move.across.x - offset.y * move.across.y,
                offset.x * move.across.y + offset.y * move.across.x)
            let radius = (upright / ellipse * (upright / ellipse)).sum().squareRoot()
            let share = (Self.fading.end - radius) / (Self.fading.end - Self.fading.start)
            return min(max(share, 0), 1)
        }
        // The light on the foreheads, which no mask hides.
        var sums = (new: SIMD4<Float>(), old: SIMD4<Float>())
        for y in rows where Float(y) < center.y {
            for x in columns where opacity(x, y) > 0.5 {
                sums.new += patch.color(x - left, y - top)
                sums.old += picture.color(x, y)
            }
        }
        let factor = sums.old / sums.new.replacing(with: 1, where: sums.new .< 1)
        let light = factor.clamped(
            lowerBound: SIMD4(repeating: Self.light.lowerBound), upperBound: SIMD4(repeating: Self.light.upperBound))
        for y in rows {
            for x in columns {
                let share = opacity(x, y)
                guard share > 0 else { continue }
                let (old, new) = (picture.color(x, y), patch.color(x - left, y - top) * light)
                let mixed = old + (new - old) * share
                let level = mixed.clamped(lowerBound: SIMD4(), upperBound: SIMD4(repeating: 255))
                picture[x, y] = (UInt8(level.x), UInt8(level.y), UInt8(level.z))
            }
        }
        return laid
    }
}

/// The rotation, scale and translation that best map points to others, by least squares.
struct Similarity {
    /// The scale.
    let factor: Float
    /// The direction in the first picture that becomes horizontal in the second, a unit vector.
    let across: SIMD2<Float>
    /// The root mean square distance that remains, in pixels of the second picture.
    let distance: Float
    private let centers: (from: SIMD2<Float>, to: SIMD2<Float>)

    /// Returns `nil` if the points coincide. Both lists have the same length.
    init?(from first: [Point], to second: [Point]) {
        precondition(first.count == second.count, "points come in pairs")
        let (from, to) = (first.map { SIMD2($0.x, $0.y) }, second.map { SIMD2($0.x, $0.y) })
        let count = Float(max(from.count, 1))
        let centers = (from: from.reduce(SIMD2(), +) / count, to: to.reduce(SIMD2(), +) / count)
        // As complex numbers: the best factor is the sum of conj(p) q divided by that of |p|².
        var (product, square) = (SIMD2<Float>(), Float(0))
        for (p, q) in zip(from, to) {
            let (p, q) = (p - centers.from, q - centers.to)
            product += SIMD2((p * q).sum(), p.x * q.y - p.y * q.x)
            square += (p * p).sum()
        }
        let length = (product * product).sum().squareRoot()
        guard square > 0, length > 0 else { return nil }
        factor = length / square
        across = SIMD2(product.x, -product.y) / length
        self.centers = centers
        var rest: Float = 0
        for (p, q) in zip(from, to) {
            let gap = Self.moved(p - centers.from, factor, across) - (q - centers.to)
            rest += (gap * gap).sum()
        }
        distance = (rest / count).squareRoot()
    }

    /// Returns the point in the second picture of a point in the first one.
    func callAsFunction(_ point: Point) -> Point {
        let place = Self.moved(SIMD2(point.x, point.y) - centers.from, factor, across) + centers.to
        return Point(x: place.x, y: place.y)
    }

    /// Returns the point in the first picture of a point in the second one.
    func inverse(_ point: Point) -> Point {
        let offset = (SIMD2(point.x, point.y) - centers.to) / factor
        let place =
            SIMD2(
                offset.x * across.x - offset.y * across.y, offset.x * across.y + offset.y * across.x) + centers.from
        return Point(x: place.x, y: place.y)
    }

    private static func moved(_ offset: SIMD2<Float>, _ factor: Float, _ across: SIMD2<Float>) -> SIMD2<Float> {
        SIMD2(offset.x * across.x + offset.y * across.y, offset.y * across.x - offset.x * across.y) * factor
    }
}

extension SceneFace {
    /// Returns the face mapped by a similarity; the box is that of the rotated ellipse that fills the old one.
    func moved(by move: Similarity) -> SceneFace {
        var face = turned(about: box.center, to: move.across)
        let (center, half) = (move(box.center), SIMD2(face.box.width, face.box.height) * move.factor / 2)
        face.box = Box(x1: center.x - half.x, y1: center.y - half.y, x2: center.x + half.x, y2: center.y + half.y)
        face.landmarks = landmarks?.map { move($0) }
        return face
    }
}

extension Image {
    fileprivate func color(_ x: Int, _ y: Int) -> SIMD4<Float> {
        let pixel = self[x, y]
        return SIMD4(Float(pixel.red), Float(pixel.green), Float(pixel.blue), 0)
    }
}
