public import FaceMaskAnalysis
internal import FaceMaskTracking

extension Follower {
    /// Creates a follower that tracks people by their motion, the overlap of their boxes and their appearance.
    ///
    /// - Parameters:
    ///   - source: The source's path or address, as the user gave it.
    ///   - defaultScore: The minimum score of a face that starts a new track, such as ``MaskDetector/defaultScore``.
    public init(source: String, defaultScore: Float) {
        self.init(source: source, tracker: OverlapTracker(minimumScoreToStart: defaultScore))
    }
}
