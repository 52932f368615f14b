import FaceMaskCore
#if canImport(Glibc)
import Glibc
#else
import Foundation
#endif

/// Estimates the full box of a face that is partly hidden.
///
/// A detector's box ends at the pillar or person in front of the face. Taken literally, the face shrinks and stops, and
/// when it reappears on the other side, neither its size nor its position fits.
struct WholeFace: Hashable, Sendable {
    /// The maximum decrease of a side's logarithm per second: somebody 3 m away who steps back at half the walking speed.
    /// A face that shrinks faster is being hidden.
    private static let shrinking = 0.25
    /// The maximum time since the last sighting that counts, in seconds: somebody who is hidden for long doesn't step back
    /// all the time.
    private static let longestStep = 0.3
    /// The weight of a larger length: a single box that is too large doesn't change the known size much.
    private static let trust: Float = 0.3
    /// The share of the known length below which a side is cut. Boxes of whole faces jitter by 5 % (`Motion`); this allows
    /// for four times as much.
    private static let minimumShare: Float = 0.8

    private var width: Float
    private var height: Float

    /// Creates an estimate from one box. If that is partly hidden, later boxes are larger and correct it.
    init(_ box: Box) {
        width = box.width
        height = box.height
    }

    /// Takes a detected box, `unseen` seconds after the last one, and returns it completed: a cut side gets its known
    /// length, measured from the edge that is closer to its predicted position.
    mutating func complete(_ box: Box, expected: Box, unseen: Double) -> (box: Box, isCut: Bool) {
        let kept = Float(exp(-Self.shrinking * min(unseen, Self.longestStep)))
        width = Self.length(width, seen: box.width, kept: kept)
        height = Self.length(height, seen: box.height, kept: kept)
        let columns = Self.complete((box.x1, box.x2), to: width, expected: (expected.x1, expected.x2))
        let rows = Self.complete((box.y1, box.y2), to: height, expected: (expected.y1, expected.y2))
        let whole = Box(x1: columns.edges.0, y1: rows.edges.0, x2: columns.edges.1, y2: rows.edges.1)
        return (whole, columns.isCut || rows.isCut)
    }

    /// Converts to a picture that is scaled by `x` horizontally and `y` vertically.
    mutating func scale(x: Double, y: Double) {
        width *= Float(x)
        height *= Float(y)
    }

    private static func length(_ known: Float, seen: Float, kept: Float) -> Float {
        seen > known ? known + trust * (seen - known) : max(known * kept, seen)
    }

    private static func complete(
        _ edges: (Float, Float), to length: Float, expected: (Float, Float)
    ) -> (edges: (Float, Float), isCut: Bool) {
        guard edges.1 - edges.0 < minimumShare * length else { return (edges, false) }
        let isFirstEdgeVisible = abs(edges.0 - expected.0) <= abs(edges.1 - expected.1)
        return (isFirstEdgeVisible ? (edges.0, edges.0 + length) : (edges.1 - length, edges.1), true)
    }
}
