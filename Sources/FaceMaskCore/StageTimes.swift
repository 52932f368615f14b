/// The wall-clock times that the stages took for one picture.
public struct StageTimes: Hashable, Sendable {
    /// Resizing the picture and detecting the faces.
    public var detection: Duration
    /// Cropping the faces and classifying them.
    public var classification: Duration

    /// Creates stage times.
    public init(detection: Duration = .zero, classification: Duration = .zero) {
        self.detection = detection
        self.classification = classification
    }
}
