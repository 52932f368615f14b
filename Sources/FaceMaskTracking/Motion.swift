import FaceMaskCore
#if canImport(Glibc)
import Glibc
#else
import Foundation
#endif

/// The position and size of a face, and how both change. The centre is in pixels, sides are logarithms: they can't become
/// negative, and all deviations scale with the face.
struct Motion: Hashable, Sendable {
    /// The deviation of a detector's box, in sizes of the face: the weight that SORT's descendants share (Wojke et al.,
    /// "Simple online and realtime tracking with a deep association metric", 2017, `std_weight_position` = 1/20).
    private static let measured = 0.05
    /// The deviation of a completed box: its position depends on one edge, and its size on older boxes.
    private static let completed = 0.15
    /// The usual speed, in sizes of the face per second: people walk 1.4 m per second (Browning et al. 2006), in all
    /// directions, and a face is 0.2 m high.
    private static let speed = 3.0
    /// The usual change of a side's logarithm per second: somebody 3 m away who walks towards the camera.
    private static let growth = 0.5
    /// The seconds in which a rate fades by a factor of e without sightings: people turn and stop. On the synthetic scenes
    /// 1 to 3 differ little, except where the camera swings: there 1 is best.
    private static let fading = 1.0

    private var x: Coordinate
    private var y: Coordinate
    private var width: Coordinate
    private var height: Coordinate

    /// Creates the motion of a face after one sighting.
    init(box: Box) {
        let size = Double(box.area).squareRoot()
        func place(_ value: Float) -> Coordinate {
            Coordinate(value: Double(value), deviation: Self.measured * size, rateDeviation: Self.speed * size)
        }
        func side(_ value: Float) -> Coordinate {
            Coordinate(value: log(Double(value)), deviation: Self.measured, rateDeviation: Self.growth)
        }
        x = place(box.center.x)
        y = place(box.center.y)
        width = side(box.width)
        height = side(box.height)
    }

    /// The face's size in pixels: the side of a square of its area.
    var size: Double { exp((width.value + height.value) / 2) }

    /// The standard deviation of the position, in sizes of the face.
    var uncertainty: Double { ((x.valueVariance + y.valueVariance) / 2).squareRoot() / size }

    /// The expected box, in pixels.
    var box: Box {
        let halfWidth = exp(width.value) / 2
        let halfHeight = exp(height.value) / 2
        return Box(
            x1: Float(x.value - halfWidth), y1: Float(y.value - halfHeight),
            x2: Float(x.value + halfWidth), y2: Float(y.value + halfHeight))
    }

    /// Advances by `seconds`.
    mutating func advance(seconds: Double) {
        let speed = Self.speed * size
        x.advance(seconds: seconds, rateDeviation: speed, fading: Self.fading)
        y.advance(seconds: seconds, rateDeviation: speed, fading: Self.fading)
        width.advance(seconds: seconds, rateDeviation: Self.growth, fading: Self.fading)
        height.advance(seconds: seconds, rateDeviation: Self.growth, fading: Self.fading)
    }

    /// Updates the motion with a detected box. A box that had to be completed (`isCut`) has less weight.
    mutating func measure(_ box: Box, isCut: Bool = false) {
        let relative = isCut ? Self.completed : Self.measured
        let deviation = relative * size
        x.measure(Double(box.center.x), deviation: deviation)
        y.measure(Double(box.center.y), deviation: deviation)
        width.measure(log(Double(box.width)), deviation: relative)
        height.measure(log(Double(box.height)), deviation: relative)
    }

    /// Converts to a picture that is scaled by `x` horizontally and `y` vertically.
    mutating func scale(x: Double, y: Double) {
        self.x.scale(by: x)
        self.y.scale(by: y)
        width.shift(by: log(x))
        height.shift(by: log(y))
    }
}
