import FaceMaskCore
#if canImport(Glibc)
import Glibc
#else
import Foundation
#endif

/// How large a face is when nothing hides a part of it, and where it is when something does.
///
/// A detector's box ends where a pillar or somebody in front begins. Taken as it is, it says that the face shrinks and
/// stops; whoever comes out on the other side then fits neither in size nor in place.
struct WholeFace: Hashable, Sendable {
    /// The most by which a side's logarithm shrinks in a second: somebody 3 m away who steps back half as fast as people
    /// walk. What shrinks faster is being hidden.
    private static let shrinking = 0.25
    /// Seconds since the last sighting that count at most: who is hidden for long has not walked away all the while.
    private static let longestStep = 0.3
    /// The share by which the known length follows a larger one: a single box that is too large is no new size.
    private static let trust: Float = 0.3
    /// A side below this share of the known one is cut. Boxes of whole faces tremble by 5 % (`Motion`), four times that.
    private static let leastShare: Float = 0.8

    private var width: Float
    private var height: Float

    /// A face seen once; if it is partly hidden, later boxes are larger and correct that.
    init(_ box: Box) {
        width = box.width
        height = box.height
    }

    /// Takes a box that was seen, `unseen` seconds after the last one, and completes it: a side that is cut gets its known
    /// length, from the edge that lies better where the prediction expects it.
    mutating func complete(_ box: Box, expected: Box, unseen: Double) -> (box: Box, isCut: Bool) {
        let kept = Float(exp(-Self.shrinking * min(unseen, Self.longestStep)))
        width = Self.length(width, seen: box.width, kept: kept)
        height = Self.length(height, seen: box.height, kept: kept)
        let columns = Self.complete((box.x1, box.x2), to: width, expected: (expected.x1, expected.x2))
        let rows = Self.complete((box.y1, box.y2), to: height, expected: (expected.y1, expected.y2))
        let whole = Box(x1: columns.edges.0, y1: rows.edges.0, x2: columns.edges.1, y2: rows.edges.1)
        return (whole, columns.isCut || rows.isCut)
    }

    /// The same in a picture stretched by (`x`, `y`).
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
        guard edges.1 - edges.0 < leastShare * length else { return (edges, false) }
        let isFirstSeen = abs(edges.0 - expected.0) <= abs(edges.1 - expected.1)
        return (isFirstSeen ? (edges.0, edges.0 + length) : (edges.1 - length, edges.1), true)
    }
}
