import TestSupport
import Testing

private struct Reference: Decodable, CustomTestStringConvertible, Sendable {
    struct Moment: Decodable, Sendable {
        let truth: [[Double]]
        let ids: [Int]
        let found: [[Double]]
    }

    let reason: String
    let frames: [Moment]
    let accuracy: Double
    let identity: Double
    let switches: Double
    let fragments: Double
    let misses: Double
    let falseAlarms: Double

    var testDescription: String { reason }
}

/// The numbers that scripts/reference/tracking.py got from motmetrics.
@Test(arguments: try PackageFiles.fixture("tracking.json", of: "TrackingTests") as [Reference])
private func scoresAreThoseOfMotmetrics(reference: Reference) {
    var score = TrackingScore()
    for frame in reference.frames {
        score.add(
            truth: frame.truth.enumerated().map { ($0, $1) },
            tracks: zip(frame.ids, frame.found).map { ($0, $1) })
    }
    #expect(Double(score.switches) == reference.switches)
    #expect(Double(score.fragments) == reference.fragments)
    #expect(Double(score.misses) == reference.misses)
    #expect(Double(score.falseAlarms) == reference.falseAlarms)
    #expect(abs(score.accuracy - reference.accuracy) < 1e-9)
    #expect(abs(score.identity - reference.identity) < 1e-9)
}
