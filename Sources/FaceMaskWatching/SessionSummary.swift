package import FaceMaskCore
package import FaceMaskMonitoring

/// How a session went.
package struct SessionSummary: Sendable {
    /// The source's name.
    package let source: String
    /// Frames that were read.
    package private(set) var frames = 0
    /// Frames that were analyzed.
    package private(set) var analyzedFrames = 0
    /// Seconds of the source from the first frame to the last.
    package private(set) var seconds = 0.0
    /// The time that it took.
    package internal(set) var elapsed = Duration.zero
    /// The time that the networks took, all frames together.
    package private(set) var analysisTimes = StageTimes()
    /// The time that annotating and writing took.
    package internal(set) var annotationTime = Duration.zero
    /// Frames of a file that couldn't be decoded.
    package internal(set) var brokenFrames = 0
    /// Frames of a live source that were dropped, since newer ones were there.
    package internal(set) var droppedFrames = 0
    /// The path of the annotated video; `nil` when none was wanted, there was no frame, or it failed.
    package internal(set) var annotatedPath: String?
    /// Why the annotated video is without sound, a clause.
    package internal(set) var omittedSound: String?
    /// The people who left, by the state they ended up in.
    package internal(set) var people = PeopleCount()
    /// The share of people with masks over time.
    package private(set) var compliance = ComplianceRate()
    /// How often people crossed each line in each direction.
    package internal(set) var crossings: [(line: String, inward: Int, outward: Int)] = []
    /// Why the source ended early, or couldn't be opened; `nil` when it ended as it should.
    package internal(set) var sourceFailure: Failure?
    /// What went wrong with what was made of the source; the rest stands.
    package internal(set) var outputFailures: [Failure] = []

    private var firstTime: Double?

    init(source: String) { self.source = source }

    /// Whether nothing could be read.
    package var isEmpty: Bool { frames == 0 }

    mutating func add(_ result: FrameResult, times: StageTimes) {
        let first = firstTime ?? result.time
        firstTime = first
        frames += 1
        seconds = result.time - first
        compliance.add(result.tracks, at: result.time)
        guard result.isAnalyzed else { return }
        analyzedFrames += 1
        analysisTimes.detection += times.detection
        analysisTimes.classification += times.classification
    }
}
