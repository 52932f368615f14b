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
    let mota: Double
    let idf1: Double
    // The names that motmetrics gives them.
    let num_switches: Double
    let num_fragmentations: Double
    let num_misses: Double
    let num_false_positives: Double

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
    #expect(Double(score.switches) == reference.num_switches)
    #expect(Double(score.fragments) == reference.num_fragmentations)
    #expect(Double(score.misses) == reference.num_misses)
    #expect(Double(score.falseAlarms) == reference.num_false_positives)
    #expect(abs(score.accuracy - reference.mota) < 1e-9)
    #expect(abs(score.identity - reference.idf1) < 1e-9)
}
