public import FaceMaskCore

/// The share of people with masks over time, for one source.
///
/// Each person counts once per interval, with the last state decided in it. People without a decided state are counted
/// separately and left out of the share. Intervals double whenever there are too many of them, so that a short video and a
/// long night give plots of about the same size. Memory grows by some bytes for each person.
public struct ComplianceRate: Hashable, Sendable {
    /// An interval of time.
    public struct Bucket: Hashable, Sendable {
        /// Its start, in seconds on the source's clock.
        public let start: Double
        /// Its length in seconds.
        public let seconds: Double
        /// Everyone seen in it, each person once.
        public let people: PeopleCount

        /// The share of those judged who wear a mask properly, 0…1; `nil` when nobody was judged.
        public var share: Double? { people.share(of: [.worn]) }
    }

    /// The most intervals, before their length doubles: each gets one or two columns of a terminal's line.
    public static let maximumBuckets = 60

    private var origin: Double?
    private var secondsPerBucket: Double
    /// The state of everyone seen in each interval.
    private var states: [[Int: MaskState?]] = []

    /// Creates an empty rate whose intervals begin with a length of `secondsPerBucket` seconds, above 0.
    public init(secondsPerBucket: Double = 1) {
        precondition(secondsPerBucket > 0, "an interval has a length")
        self.secondsPerBucket = secondsPerBucket
    }

    /// Adds the people in the frame at `time`, in seconds. A time before the first one counts as the first one; a time that is
    /// not a number is ignored.
    public mutating func add(_ tracks: [Track], at time: Double) {
        guard time.isFinite else { return }
        let origin = self.origin ?? time
        self.origin = origin
        while (time - origin) / secondsPerBucket >= Double(Self.maximumBuckets) { halve() }
        let index = Int(max(time - origin, 0) / secondsPerBucket)
        while states.count <= index { states.append([:]) }
        for track in tracks {
            states[index].merge([track.id: track.verdict.state]) { old, new in new ?? old }
        }
    }

    /// All intervals from the first to the last, including those without people.
    public var buckets: [Bucket] {
        states.enumerated().map { index, people in
            Bucket(
                start: (origin ?? 0) + Double(index) * secondsPerBucket, seconds: secondsPerBucket,
                people: Self.count(people))
        }
    }

    /// Everyone, each person once, by the last state that was decided.
    public var people: PeopleCount {
        Self.count(states.reduce(into: [:]) { all, part in all.merge(part) { old, new in new ?? old } })
    }

    private mutating func halve() {
        secondsPerBucket *= 2
        states = stride(from: 0, to: states.count, by: 2).map { index in
            index + 1 < states.count
                ? states[index].merging(states[index + 1]) { old, new in new ?? old } : states[index]
        }
    }

    private static func count(_ people: [Int: MaskState?]) -> PeopleCount {
        var count = PeopleCount()
        for state in people.values { count.add(state) }
        return count
    }
}
