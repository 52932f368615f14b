/// A person tracked from frame to frame.
///
/// It is encoded with the keys `track` (the identity), `box`, `state`, `probabilities`, `first`, `last` and, if they
/// are known, `landmarks` and `sighting`.
public struct Track: Hashable, Sendable, Identifiable, Codable {
    /// The person's number. Numbers count from 1 in the order in which people are confirmed; a tracker never gives one
    /// twice.
    public var id: Int
    /// The face's box in pixels of the frame: smoothed where the face was detected, predicted elsewhere.
    public var box: Box
    /// The facial points in pixels of the frame: the detected ones, or the last detected ones moved along with the box;
    /// `nil` if the detector doesn't find any.
    public var landmarks: Landmarks?
    /// The detection of the person in this frame; `nil` if the box is predicted.
    public var sighting: Sighting?
    /// The verdict from all sightings so far. Its state is `nil` (`unsure`) until there is enough evidence.
    public var verdict: Verdict
    /// The time of the first sighting, in seconds on the source's clock.
    public var firstSeen: Double
    /// The time of the last sighting, in seconds on the source's clock.
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

extension Track {
    private enum CodingKeys: String, CodingKey {
        case id = "track"
        case box, landmarks, sighting
        case firstSeen = "first"
        case lastSeen = "last"
    }

    /// Decodes a track.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            id: try container.decode(Int.self, forKey: .id), box: try container.decode(Box.self, forKey: .box),
            landmarks: try container.decodeIfPresent(Landmarks.self, forKey: .landmarks),
            sighting: try container.decodeIfPresent(Sighting.self, forKey: .sighting),
            verdict: try Verdict(from: decoder), firstSeen: try container.decode(Double.self, forKey: .firstSeen),
            lastSeen: try container.decode(Double.self, forKey: .lastSeen))
    }

    /// Encodes the track with its verdict in one object.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(box, forKey: .box)
        try container.encodeIfPresent(landmarks, forKey: .landmarks)
        try container.encodeIfPresent(sighting, forKey: .sighting)
        try container.encode(firstSeen, forKey: .firstSeen)
        try container.encode(lastSeen, forKey: .lastSeen)
        try verdict.encode(to: encoder)
    }
}
