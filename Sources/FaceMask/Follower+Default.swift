public import FaceMaskAnalysis
internal import FaceMaskTracking

extension Follower {
    /// Creates a follower that tracks people by their motion, the overlap of their boxes and their appearance.
    ///
    /// - Parameters:
    ///   - source: The source's path or address, as the user gave it.
    ///   - usualScore: The least score of a face that starts a new track, such as ``MaskDetector/usualScore``.
    public init(source: String, usualScore: Float) {
        self.init(source: source, tracker: OverlapTracker(minimumScoreToStart: usualScore))
    }
}
