public import FaceMaskCore

/// Counts the people who cross one line. A value that takes the frames of one source in order.
///
/// A person's position is the centre of the face's box. A person is on a side only when farther from the line than a
/// fraction of the face's size, so that somebody who stands on the line counts once at most. A person has crossed when the
/// straight way from the last such position goes between the ends of the line. Predicted boxes are ignored.
public struct LineCounter: Hashable, Sendable {
    /// One person's crossing.
    public struct Crossing: Hashable, Sendable {
        /// The line.
        public let line: CountingLine
        /// The direction.
        public let direction: CountingLine.Direction
        /// Seconds, on the source's clock, when the person was seen on the other side.
        public let time: Double
        /// The person as seen then.
        public let person: Track
    }

    /// The line.
    public let line: CountingLine
    private var counts: [CountingLine.Direction: PeopleCount] = [:]
    /// The last position of each person that was clearly on one side.
    private var places: [Int: RelativePoint] = [:]

    /// The minimum distance from the line at which a side is certain, in sizes of the face: five times the error of a detector's
    /// box, for which tracking assumes 1/20.
    private static let margin = 0.25

    /// Creates a counter for `line`.
    public init(_ line: CountingLine) { self.line = line }

    /// The number of crossings, by the people's steady state at that moment.
    public subscript(direction: CountingLine.Direction) -> PeopleCount { counts[direction] ?? PeopleCount() }

    /// Takes the people in the next frame of `width` × `height` pixels and those who `left` with it; returns the crossings.
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

    /// Returns the person's position; `nil` when it is too close to the line to tell the side.
    private func clearPlace(of person: Track, _ width: Int, _ height: Int) -> RelativePoint? {
        let place = RelativePoint(person.box.center, width: width, height: height)
        func inPixels(_ point: RelativePoint) -> RelativePoint {
            RelativePoint(x: point.x * Double(width), y: point.y * Double(height))
        }
        let (start, end) = (inPixels(line.start), inPixels(line.end))
        let length = ((end.x - start.x) * (end.x - start.x) + (end.y - start.y) * (end.y - start.y)).squareRoot()
        let distance = abs(inPixels(place).side(ofLineFrom: start, to: end)) / length
        let clear = Self.margin * Double(person.box.area).squareRoot()
        // The second condition also fails for an empty or infinite box.
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
