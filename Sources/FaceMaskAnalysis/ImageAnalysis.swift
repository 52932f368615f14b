public import FaceMaskCore

/// The faces in one picture, with the times that detection and classification took.
public struct ImageAnalysis: Hashable, Sendable {
    /// The faces with their verdicts, in descending order of score.
    public var sightings: [Sighting]
    /// The times that the stages took.
    public var times: StageTimes

    /// Creates an analysis.
    public init(sightings: [Sighting], times: StageTimes = StageTimes()) {
        (self.sightings, self.times) = (sightings, times)
    }
}

/// The faces that a detector found in one picture, with the time that this took: the first half of an analysis.
package struct DetectedFaces: Sendable {
    /// The faces, in descending order of score.
    package var faces: [Face]
    /// The time that detection took.
    package var time: Duration

    /// Creates detected faces.
    package init(_ faces: [Face], time: Duration = .zero) { (self.faces, self.time) = (faces, time) }

    /// Detects faces with `detect` and measures the time that it takes.
    package init(detecting detect: () async throws -> [Face]) async throws {
        let start = ContinuousClock.now
        let faces = try await detect()
        self.init(faces, time: start.duration(to: .now))
    }

    /// Classifies the faces with `classify`, which isn't called if there are none: the second half of an analysis.
    package func classified(by classify: ([Face]) async throws -> [Verdict]) async throws -> ImageAnalysis {
        let start = ContinuousClock.now
        let verdicts = faces.isEmpty ? [] : try await classify(faces)
        let times = StageTimes(detection: time, classification: start.duration(to: .now))
        return ImageAnalysis(sightings: zip(faces, verdicts).map { Sighting(face: $0, verdict: $1) }, times: times)
    }
}
