import FaceMaskCore

/// Lets frames' times and numbers go on from connection to connection.
struct FrameStamps {
    private var firstIndex = 0
    /// Not the frame itself, whose picture would be kept.
    private var last: (time: Double, index: Int, width: Int, height: Int)?

    struct Step {
        let frame: Frame
        /// How many frames before it were not handed on.
        let dropped: Int
        /// Whether it has another size than the frame before.
        let isResized: Bool
    }

    /// `offset` is what a connection's times count from, in seconds since the first opening.
    mutating func stamp(_ frame: Frame, offset: Double) -> Step {
        let expected = last.map { $0.index + 1 } ?? 0
        let index = max(firstIndex + frame.index, expected)
        let time = max(frame.time + offset, last?.time.nextUp ?? 0)
        let stamped = Frame(image: frame.image, time: time, index: index)
        let isResized = last.map { ($0.width, $0.height) != (frame.image.width, frame.image.height) }
        last = (time, index, frame.image.width, frame.image.height)
        return Step(frame: stamped, dropped: index - expected, isResized: isResized ?? false)
    }

    /// The next frame comes from another connection, whose numbers begin at 0 again.
    mutating func startConnection() { firstIndex = last.map { $0.index + 1 } ?? 0 }
}
