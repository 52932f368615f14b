/// How fast one video was processed: its stages alone, the whole, and how near the whole comes to what its stages allow.
package struct VideoSummary: Codable, Sendable {
    /// What limits the whole: the resource that would take longest by itself.
    package enum Resource: String, Codable, Sendable {
        /// All cores: the processor time of all stages.
        case processor
        /// The decoder, which may run beside the networks.
        case decoding
        /// The networks, which process one frame after the other.
        case networks
    }

    /// What was read.
    package struct Clip: Codable, Sendable {
        package var source: String
        package var width: Int
        package var height: Int
        /// The number of frames that were read.
        package var frames: Int
        /// How long they last.
        package var seconds: Double
        /// The number of analyzed frames.
        package var analyzedFrames: Int
        /// The mean number of faces found in one of them.
        package var facesPerFrame: Double

        /// The keys that docs/output.md promises.
        enum CodingKeys: String, CodingKey {
            case source, width, height, frames, seconds
            case analyzedFrames = "looks"
            case facesPerFrame = "facesALook"
        }

        package init(
            source: String, size: (width: Int, height: Int), frames: Int, seconds: Double, analyzedFrames: Int,
            facesPerFrame: Double
        ) {
            (self.source, width, height) = (source, size.width, size.height)
            (self.frames, self.seconds) = (frames, seconds)
            (self.analyzedFrames, self.facesPerFrame) = (analyzedFrames, facesPerFrame)
        }
    }

    /// Wall seconds of each stage by itself, over the whole video.
    package struct Alone: Codable, Sendable {
        package var decoding: Double
        package var detection: Double
        package var classification: Double
        /// Tracking people and writing JSON Lines.
        package var following: Double
        /// Processor seconds of all four.
        package var processor: Double

        package init(
            decoding: Double, detection: Double, classification: Double, following: Double, processor: Double
        ) {
            (self.decoding, self.detection, self.classification) = (decoding, detection, classification)
            (self.following, self.processor) = (following, processor)
        }
    }

    package var clip: Clip
    package var threads: Int
    package var secondsAlone: Alone
    /// Wall seconds from the file to JSON Lines.
    package var wholeSeconds: Quartiles
    /// Processor seconds from the file to JSON Lines.
    package var wholeProcessorSeconds: Double
    /// The video's length divided by the wall seconds.
    package var timesRealTime: Double
    /// The seconds that the stages would take if their processor time were spread evenly over the cores, as a share of the
    /// whole.
    package var shareOfProcessor: Double
    package var slowest: Resource
    /// The seconds that the slowest resource would take, as a share of the whole: 0…1, or slightly more by chance.
    package var shareOfSlowest: Double

    package init(clip: Clip, threads: Int, alone: Alone, whole: Quartiles, wholeProcessor: Double) {
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
