/// How one video went: its parts alone, the whole, and how near the whole comes to what its parts allow.
struct VideoSummary: Codable, Sendable {
    /// What the whole waits for: the one that would take longest by itself.
    enum Resource: String, Codable, Sendable {
        /// All cores: the processor time of all parts.
        case processor
        /// The decoder, which may run beside the networks.
        case decoding
        /// The networks, which look at one frame after the other.
        case networks
    }

    /// What was read.
    struct Clip: Codable, Sendable {
        var source: String
        var width: Int
        var height: Int
        /// Frames that were read, and seconds that they last.
        var frames: Int
        var seconds: Double
        /// Frames that were searched for faces, and faces found in one of them on average.
        var looks: Int
        var facesALook: Double
    }

    /// Wall seconds of each part by itself, over the whole video.
    struct Alone: Codable, Sendable {
        var decoding: Double
        var detection: Double
        var classification: Double
        /// Following people and writing JSON Lines.
        var following: Double
        /// Processor seconds of all four.
        var processor: Double
    }

    var clip: Clip
    var threads: Int
    var secondsAlone: Alone
    /// Wall seconds from the file to JSON Lines, and processor seconds of it.
    var wholeSeconds: Spread
    var wholeProcessorSeconds: Double
    /// How many times as fast as it plays.
    var timesRealTime: Double
    /// The seconds that the processor, spread evenly over its cores, would need for the parts, as a share of the whole.
    var shareOfProcessor: Double
    var slowest: Resource
    /// The seconds that the slowest resource would need, as a share of the whole: 0…1, a little more by chance.
    var shareOfSlowest: Double

    init(clip: Clip, threads: Int, alone: Alone, whole: Spread, wholeProcessor: Double) {
        (self.clip, self.threads, secondsAlone) = (clip, threads, alone)
        (wholeSeconds, wholeProcessorSeconds) = (whole, wholeProcessor)
        let processor = alone.processor / Double(threads)
        let bounds: [(Resource, Double)] = [
            (.processor, processor), (.decoding, alone.decoding), (.networks, alone.detection + alone.classification),
        ]
        let slowest = bounds.max { $0.1 < $1.1 } ?? bounds[0]
        timesRealTime = clip.seconds / whole.median
        shareOfProcessor = processor / whole.median
        self.slowest = slowest.0
        shareOfSlowest = slowest.1 / whole.median
    }
}
