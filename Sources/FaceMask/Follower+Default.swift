public import Monitoring
internal import Tracking

extension Follower {
    /// Begins to follow people by how they move and how their boxes overlap.
    public init(source: String) { self.init(source: source, tracker: OverlapTracker()) }
}
