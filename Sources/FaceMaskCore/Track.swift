/// A person followed from frame to frame.
public struct Track: Hashable, Sendable, Identifiable {
    /// Counts from 1 in the order in which people were confirmed; never given twice by one tracker.
    public var id: Int
    /// Where the face is, in pixels of the frame: smoothed where it was seen, predicted elsewhere.
    public var box: Box
    /// In pixels of the frame: those seen, or the last ones seen, moved along with the box; `nil` from a detector that
    /// gives none.
    public var landmarks: Landmarks?
    /// What was seen of the person in this very frame; `nil` when the box is predicted.
    public var sighting: Sighting?
    /// What everything seen of the person so far says; its state is `nil` (`unsure`) until there is enough.
    public var verdict: Verdict
    /// Seconds, on the source's clock, at the first sighting.
    public var firstSeen: Double
    /// Seconds, on the source's clock, at the last sighting.
    public var lastSeen: Double

    /// Creates a track.
    public init(
        id: Int, box: Box, landmarks: Landmarks? = nil, sighting: Sighting? = nil, verdict: Verdict,
        firstSeen: Double, lastSeen: Double
    ) {
        self.id = id
        self.box = box
        self.landmarks = landmarks
        self.sighting = sighting
        self.verdict = verdict
        self.firstSeen = firstSeen
        self.lastSeen = lastSeen
    }
}
