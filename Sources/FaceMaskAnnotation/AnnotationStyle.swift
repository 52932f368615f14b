public import FaceMaskCore
internal import FaceMaskFormats

/// What annotated pictures show of the people on them.
public struct AnnotationStyle: Sendable {
    /// Whether faces are made unrecognisable.
    public var hidesFaces: Bool
    /// Whether eyes, nose and corners of the mouth are marked where the detector gave them.
    public var drawsLandmarks: Bool
    /// The label of a face on a photo, in any script; with an empty string only the state's sign is drawn.
    public var label: @Sendable (Verdict) -> String
    /// The label of a tracked person.
    public var trackLabel: @Sendable (Track) -> String

    /// Creates a style.
    public init(
        hidesFaces: Bool = false, drawsLandmarks: Bool = false,
        label: @escaping @Sendable (Verdict) -> String = { AnnotationStyle.englishLabel(for: $0) },
        trackLabel: @escaping @Sendable (Track) -> String = { AnnotationStyle.englishLabel(for: $0) }
    ) {
        self.hidesFaces = hidesFaces
        self.drawsLandmarks = drawsLandmarks
        self.label = label
        self.trackLabel = trackLabel
    }

    /// The English label of a verdict: `with mask 98 %`, `no mask 97 %`, `worn incorrectly 71 %`, `unsure`.
    public static func englishLabel(for verdict: Verdict) -> String {
        let caption = StateAppearance(of: verdict.state).caption
        guard verdict.state != nil else { return caption }
        return [caption, percentage(verdict.probability)].compactMap(\.self).joined(separator: " ")
    }

    /// The English label of a tracked person: number and state, as in `3 with mask` and `4 unsure`. A percentage would
    /// flicker from frame to frame.
    public static func englishLabel(for track: Track) -> String {
        "\(track.id)\u{A0}\(StateAppearance(of: track.verdict.state).caption)"
    }

    /// `98 %`; `nil` when it isn't a number. No probability below 1 is written as 100 %: nothing is that certain.
    private static func percentage(_ probability: Float) -> String? {
        guard probability.isFinite else { return nil }
        let percent = (min(max(probability, 0), 1) * 100).rounded()
        // A no-break space keeps the number and its sign together.
        return percent == 100 && probability < 1 ? ">99\u{A0}%" : "\(Int(percent))\u{A0}%"
    }
}
