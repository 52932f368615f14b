import FaceMaskCore

/// Numbers frames and their times continuously across connections.
struct FrameStamps {
    private var firstIndex = 0
    /// The last frame without its picture, to save memory.
    private var last: (time: Double, index: Int, width: Int, height: Int)?

    struct Step {
        let frame: Frame
        /// The number of frames that were dropped before it.
        let dropped: Int
        /// Whether its size differs from that of the frame before.
        let isResized: Bool
    }

    /// Takes the next frame; `offset` is the start of the connection, in seconds since the first opening.
    mutating func stamp(_ frame: Frame, offset: Double) -> Step {
        let expected = last.map { $0.index + 1 } ?? 0
        let index = max(firstIndex + frame.index, expected)
        let time = max(frame.time + offset, last?.time.nextUp ?? 0)
        let stamped = Frame(image: frame.image, time: time, index: index)
        let isResized = last.map { ($0.width, $0.height) != (frame.image.width, frame.image.height) }
        last = (time, index, frame.image.width, frame.image.height)
        return Step(frame: stamped, dropped: index - expected, isResized: isResized ?? false)
    }

    /// Prepares for the frames of another connection, whose numbers start at 0 again.
    mutating func startConnection() { firstIndex = last.map { $0.index + 1 } ?? 0 }
}
