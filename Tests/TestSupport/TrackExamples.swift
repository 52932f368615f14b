public import FaceMaskCore

extension Track {
    /// Somebody who is seen now; the bottom of the box is at (`x`, `y`) pixels.
    public static func of(
        _ id: Int, _ state: MaskState? = nil, x: Float = 50, y: Float = 50, at time: Double = 0
    ) -> Track {
        Track(
            id: id, box: Box(x1: x - 5, y1: y - 10, x2: x + 5, y2: y),
            verdict: Verdict(probabilities: [.worn: 0.5, .notWorn: 0.5], state: state), firstSeen: time, lastSeen: time)
    }
}
