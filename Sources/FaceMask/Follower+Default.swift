public import FaceMaskAnalysis
internal import FaceMaskTracking

extension Follower {
    /// Begins to follow people by how they move and how their boxes overlap. Faces below the detector's usual score start
    /// no person.
    public init(source: String, usualScore: Float) {
        self.init(source: source, tracker: OverlapTracker(leastScoreOfNew: usualScore))
    }
}
