public import FaceMaskCore

/// What is drawn on a picture besides the boxes.
public struct AnnotationStyle: Sendable {
    /// Whether eyes, nose and corners of the mouth are marked where a detector gave them.
    public var drawsLandmarks: Bool
    /// The words for a verdict, in any script; with an empty string only the state's sign is drawn.
    public var label: @Sendable (Verdict) -> String
    /// The words for somebody who is followed.
    public var trackLabel: @Sendable (Track) -> String

    /// Creates a style.
    public init(
        drawsLandmarks: Bool = false,
        label: @escaping @Sendable (Verdict) -> String = { AnnotationStyle.englishLabel(for: $0) },
        trackLabel: @escaping @Sendable (Track) -> String = { AnnotationStyle.englishLabel(for: $0) }
    ) {
        self.drawsLandmarks = drawsLandmarks
        self.label = label
        self.trackLabel = trackLabel
    }

    /// `with mask 98 %`, `no mask 97 %`, `worn incorrectly 71 %`, `unsure`.
    public static func englishLabel(for verdict: Verdict) -> String {
        guard verdict.state != nil else { return words(for: nil) }
        return [words(for: verdict.state), percentage(verdict.probability)].compactMap(\.self).joined(separator: " ")
    }

    /// `3 with mask`, `4 unsure`: the person's number and state. A percentage would flicker from frame to frame.
    public static func englishLabel(for track: Track) -> String {
        "\(track.id)\u{A0}\(words(for: track.verdict.state))"
    }

    private static func words(for state: MaskState?) -> String {
        switch state {
        case .worn: "with mask"
        case .wornIncorrectly: "worn incorrectly"
        case .notWorn: "no mask"
        case nil: "unsure"
        }
    }

    /// `98 %`; `nil` when it isn't a number. No probability short of 1 is written as 100 %: nothing is that certain.
    static func percentage(_ probability: Float) -> String? {
        guard probability.isFinite else { return nil }
        let percent = (min(max(probability, 0), 1) * 100).rounded()
        // A no-break space keeps the number and its sign together.
        return percent == 100 && probability < 1 ? ">99\u{A0}%" : "\(Int(percent))\u{A0}%"
    }
}
