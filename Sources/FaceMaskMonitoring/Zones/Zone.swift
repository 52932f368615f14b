public import FaceMaskCore

/// An area of the picture in which people are counted.
///
/// A person is in a zone when the centre of the face's box is: the operator draws the zone where heads are seen, and the
/// centre is steadier than an edge. A position on the border that two zones share is in exactly one of them.
public struct Zone: Hashable, Sendable {
    /// The zone's name in rules and messages.
    public let name: String
    /// Three or more corners in the order of the border, which is closed implicitly.
    public let corners: [RelativePoint]

    /// The minimum area, as a share of the picture: one pixel of a picture of 100 × 100, too small for a face.
    private static let minimumArea = 1e-4

    /// Creates a zone. The first corner may be repeated as the last one.
    ///
    /// - Throws: `MonitoringError` when it isn't clear what is inside.
    public init(name: String, corners: [RelativePoint]) throws(MonitoringError) {
        let isClosed = corners.count > 1 && corners.first == corners.last
        self.name = name
        self.corners = isClosed ? Array(corners.dropLast()) : corners
        if let reason = MonitoringError.faultyName(name) ?? fault { throw MonitoringError(.faultyZone, name, reason) }
    }

    /// Returns whether a position is inside.
    public func contains(_ point: RelativePoint) -> Bool {
        var isInside = false
        for (start, end) in sides where (start.y > point.y) != (end.y > point.y) {
            // Always from the upper to the lower end, so that the zones on both sides of a border agree.
            let (upper, lower) = start.y < end.y ? (start, end) : (end, start)
            if point.side(ofLineFrom: upper, to: lower) > 0 { isInside.toggle() }
        }
        return isInside
    }

    /// Returns those of `tracks`, in a frame of `width` × `height` pixels, that are inside.
    public func people(of tracks: [Track], width: Int, height: Int) -> [Track] {
        tracks.filter { contains(RelativePoint($0.box.center, width: width, height: height)) }
    }

    private var sides: [(start: RelativePoint, end: RelativePoint)] {
        corners.indices.map { (corners[$0], corners[($0 + 1) % corners.count]) }
    }

    private var fault: String? {
        if corners.count < 3 {
            return "it has \(corners.count) different corner\(corners.count == 1 ? "" : "s"); give three or more"
        }
        if let outside = corners.first(where: { !$0.isInPicture }) {
            return "its corner \(outside) is outside the picture; corners are shares of width and height, 0 to 1"
        }
        if let (first, second) = crossing {
            return "its border meets itself at the sides from corner \(first + 1) and from corner \(second + 1); "
                + "name the corners in the order of the border, each once"
        }
        let area = abs(sides.reduce(0) { $0 + $1.start.x * $1.end.y - $1.end.x * $1.start.y }) / 2
        return area < Self.minimumArea ? "its corners are nearly on one line, so that nobody can be inside" : nil
    }

    /// The first two sides that intersect.
    private var crossing: (Int, Int)? {
        let sides = sides
        for first in sides.indices {
            for second in sides.indices where second > first {
                let isNext = second == first + 1
                let isLast = first == 0 && second == sides.count - 1
                let (one, other) = (sides[first], sides[second])
                if !isNext && !isLast {
                    if RelativePoint.meet(one, other) { return (first, second) }
                } else if isNext ? Self.turnsBack(one, other) : Self.turnsBack(other, one) {
                    return (first, second)
                }
            }
        }
        return nil
    }

    /// Returns whether a side runs back over the one before it.
    private static func turnsBack(
        _ side: (start: RelativePoint, end: RelativePoint), _ next: (start: RelativePoint, end: RelativePoint)
    ) -> Bool {
        let (x, y) = (side.end.x - side.start.x, side.end.y - side.start.y)
        let (nextX, nextY) = (next.end.x - next.start.x, next.end.y - next.start.y)
        return x * nextY == y * nextX && x * nextX + y * nextY <= 0
    }
}
