/// How long the stages of one picture took, on the wall clock.
public struct StageTimes: Hashable, Sendable {
    /// Resizing the picture and finding the faces.
    public var detection: Duration
    /// Cutting the faces out and classifying them.
    public var classification: Duration

    /// Creates times.
    public init(detection: Duration = .zero, classification: Duration = .zero) {
        self.detection = detection
        self.classification = classification
    }
}
