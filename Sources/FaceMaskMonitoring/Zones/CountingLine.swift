/// A line across which people are counted, by direction.
///
/// `inward` is from the left to the right of somebody who walks from `start` to `end`: for a line drawn from left to right,
/// downwards in the picture. Swap the ends to swap the directions.
public struct CountingLine: Hashable, Sendable {
    /// A direction across a line.
    public enum Direction: String, CaseIterable, Sendable {
        /// To the right, as seen along the line.
        case inward = "in"
        /// To the left, as seen along the line.
        case outward = "out"

        /// As written: `in`, `out`.
        public var label: String { rawValue }
    }

    /// The line's name in messages.
    public let name: String
    /// One end.
    public let start: RelativePoint
    /// The other end.
    public let end: RelativePoint

    /// The minimum length, as a share of the picture: a shorter line is a mistake.
    private static let minimumLength = 0.01

    /// Creates a line.
    ///
    /// - Throws: `MonitoringError` when nobody could cross it.
    public init(name: String, start: RelativePoint, end: RelativePoint) throws(MonitoringError) {
        self.name = name
        self.start = start
        self.end = end
        if let reason = MonitoringError.faultyName(name) ?? fault { throw MonitoringError(.faultyLine, name, reason) }
    }

    private var fault: String? {
        if let outside = [start, end].first(where: { !$0.isInPicture }) {
            return "its end \(outside) is outside the picture; ends are shares of width and height, 0 to 1"
        }
        let length = max(abs(end.x - start.x), abs(end.y - start.y))
        return length < Self.minimumLength
            ? "its ends \(start) and \(end) are at one place; give two that are apart" : nil
    }
}
