public import FaceMaskCore

/// How many of the people of one source wear masks, over time.
///
/// Each person counts once in each stretch of time, with the last state decided in it; those of whom nothing could be
/// said are counted apart and left out of the share. Stretches get twice as long whenever there are too many: a short
/// video and a long night give a plot of about the same size. Memory grows by some bytes for each person.
public struct ComplianceRate: Hashable, Sendable {
    /// A stretch of time.
    public struct Bucket: Hashable, Sendable {
        /// Seconds on the source's clock at which it begins.
        public let start: Double
        /// How many it lasts.
        public let seconds: Double
        /// Everyone seen in it, once.
        public let people: PeopleCount

        /// The share of those judged who wear a mask properly, 0…1; `nil` when nobody was judged.
        public var share: Double? { people.share(of: [.worn]) }
    }

    /// Stretches become twice as long when there would be more: two or three columns of a terminal's line for each.
    public static let mostBuckets = 60

    private var origin: Double?
    private var secondsPerBucket: Double
    /// The state of everyone seen in each stretch.
    private var states: [[Int: MaskState?]] = []

    /// Begins with stretches of `secondsPerBucket`, above 0.
    public init(secondsPerBucket: Double = 1) {
        precondition(secondsPerBucket > 0, "a stretch of time must last")
        self.secondsPerBucket = secondsPerBucket
    }

    /// Takes who is there at `time`, in seconds. A time before the first one counts as the first; one that is not a
    /// number is left out.
    public mutating func add(_ tracks: [Track], at time: Double) {
        guard time.isFinite else { return }
        let origin = self.origin ?? time
        self.origin = origin
        while (time - origin) / secondsPerBucket >= Double(Self.mostBuckets) { halve() }
        let index = Int(max(time - origin, 0) / secondsPerBucket)
        while states.count <= index { states.append([:]) }
        for track in tracks {
            states[index].merge([track.id: track.verdict.state]) { old, new in new ?? old }
        }
    }

    /// All stretches from the first moment to the last, also those in which nobody was there.
    public var buckets: [Bucket] {
        states.enumerated().map { index, people in
            Bucket(
                start: (origin ?? 0) + Double(index) * secondsPerBucket, seconds: secondsPerBucket,
                people: Self.count(people))
        }
    }

    /// Everyone, once, by the last state that was decided.
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
