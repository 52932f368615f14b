public import FaceMaskCore

/// Counts people across one line. A value, used in the order of the frames of one source.
///
/// The centre of the face's box counts. Somebody is on the other side only when further from the line than a part of
/// the face, so that standing on the line and trembling counts once or not at all; and has crossed when the way there
/// from the last clear place goes between the ends of the line. Predicted boxes count for nothing.
public struct LineCounter: Hashable, Sendable {
    /// Somebody went across.
    public struct Crossing: Hashable, Sendable {
        /// Across which line.
        public let line: CountingLine
        /// Which way.
        public let direction: CountingLine.Direction
        /// Seconds, on the source's clock, when the person was seen on the other side.
        public let time: Double
        /// As seen then.
        public let person: Track
    }

    /// The line.
    public let line: CountingLine
    private var counts: [CountingLine.Direction: PeopleCount] = [:]
    /// The last place of each person that was clearly on one side.
    private var places: [Int: RelativePoint] = [:]

    /// How far from the line a side is clear, in sizes of the face: five times what a box trembles (Tracking takes
    /// 1/20 for the error of a detector's box).
    private static let margin = 0.25

    /// Nobody has crossed.
    public init(_ line: CountingLine) { self.line = line }

    /// How often people crossed, by their steady state at that moment.
    public subscript(direction: CountingLine.Direction) -> PeopleCount { counts[direction] ?? PeopleCount() }

    /// Takes who is there in a frame of `width` × `height` pixels and who `left` with it, and says who crossed.
    public mutating func crossings(
        after tracks: [Track], left: [Track] = [], at time: Double, width: Int, height: Int
    ) -> [Crossing] {
        for person in left { places[person.id] = nil }
        guard width > 0, height > 0 else { return [] }
        return tracks.compactMap { person in
            guard person.sighting != nil, let place = clearPlace(of: person, width, height) else { return nil }
            guard let before = places.updateValue(place, forKey: person.id) else { return nil }
            guard let direction = direction(from: before, to: place) else { return nil }
            counts[direction, default: PeopleCount()].add(person.verdict.state)
            return Crossing(line: line, direction: direction, time: time, person: person)
        }
    }

    /// Where the person is, `nil` when too close to the line to say on which side.
    private func clearPlace(of person: Track, _ width: Int, _ height: Int) -> RelativePoint? {
        let place = RelativePoint(person.box.center, width: width, height: height)
        func inPixels(_ point: RelativePoint) -> RelativePoint {
            RelativePoint(x: point.x * Double(width), y: point.y * Double(height))
        }
        let (start, end) = (inPixels(line.start), inPixels(line.end))
        let length = ((end.x - start.x) * (end.x - start.x) + (end.y - start.y) * (end.y - start.y)).squareRoot()
        let distance = abs(inPixels(place).side(ofLineFrom: start, to: end)) / length
        let clear = Self.margin * Double(person.box.area).squareRoot()
        // The second condition also fails for a box that is none.
        return clear > 0 && distance > clear ? place : nil
    }

    private func direction(from: RelativePoint, to: RelativePoint) -> CountingLine.Direction? {
        let before = from.side(ofLineFrom: line.start, to: line.end)
        let after = to.side(ofLineFrom: line.start, to: line.end)
        guard before * after < 0 else { return nil }
        guard RelativePoint.meet((from, to), (line.start, line.end)) else { return nil }
        return after > 0 ? .inward : .outward
    }
}
