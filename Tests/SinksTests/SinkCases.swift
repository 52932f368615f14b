import FaceMaskEvents
import FaceMaskSinks
import FaceMaskCore

/// A result that a sink must pass on, and why it is in the table.
struct SinkCase: Sendable {
    enum Result: Sendable {
        case photo(PhotoResult)
        case failure(SourceFailure)
    }

    let reason: String
    let result: Result

    var source: String {
        switch result {
        case .photo(let photo): photo.source
        case .failure(let failure): failure.source
        }
    }

    static let all = names + photos + failures

    /// Names that take a format apart when it doesn't quote them.
    private static let names: [SinkCase] = [
        ("a plain name", "photo.jpg"),
        ("a comma", "a,b.jpg"),
        ("a quote", "a\"b.jpg"),
        ("quotes around it", "\"a\".jpg"),
        ("a line feed", "a\nb.jpg"),
        ("a carriage return", "a\rb.jpg"),
        ("both", "a\r\nb.jpg"),
        ("an emoji of several scalars", "👩‍🚀😷.jpg"),
        ("a comma with a combining mark, one Character", "a,\u{301}b.jpg"),
        ("a quote with a combining mark, one Character", "a\"\u{301}b.jpg"),
        ("a backslash", "a\\b.jpg"),
        ("slashes", "/x/../y.jpg"),
        ("a control character that moves the cursor", "a\u{1B}[2Kb\u{7}.jpg"),
        ("a line separator, which JavaScript ends lines at", "a\u{2028}b.jpg"),
        ("no name", ""),
        ("blanks at the ends", " a "),
    ].map { SinkCase(reason: $0.0, result: .photo(photo($0.1, [sighting()]))) }

    private static let photos: [SinkCase] = [
        SinkCase(reason: "no faces", result: .photo(photo("empty room.jpg", []))),
        SinkCase(reason: "two faces", result: .photo(photo("two.jpg", [sighting(), sighting(state: .worn)]))),
        SinkCase(reason: "unsure", result: .photo(photo("far.jpg", [sighting(state: nil)]))),
        SinkCase(reason: "no landmarks", result: .photo(photo("bare.jpg", [sighting(landmarks: nil)]))),
        SinkCase(
            reason: "numbers that are none",
            result: .photo(
                photo(
                    "odd.jpg",
                    [
                        sighting(box: Box(x1: .nan, y1: -.infinity, x2: .infinity, y2: 1e30), score: .nan),
                        sighting(probabilities: [.worn: .nan, .notWorn: .infinity], state: nil),
                    ]))),
        SinkCase(
            reason: "no probabilities at all",
            result: .photo(photo("none.jpg", [sighting(probabilities: [:], state: nil)]))),
    ]

    private static let failures: [SinkCase] = [
        SinkCase(
            reason: "a failure",
            result: .failure(SourceFailure(source: "gone.jpg", sentence: "It's gone, \"really\".\nLook elsewhere."))),
        SinkCase(reason: "a failure without words", result: .failure(SourceFailure(source: "-", sentence: ""))),
    ]

    static func photo(_ source: String, _ sightings: [Sighting]) -> PhotoResult {
        PhotoResult(source: source, width: 640, height: 480, sightings: sightings)
    }

    static func sighting(
        box: Box = Box(x1: 10.004, y1: -2.5, x2: 110.126, y2: 97.5), score: Float = 0.876_54,
        probabilities: [MaskState: Float] = [.worn: 0.25, .notWorn: 0.75], state: MaskState? = .notWorn,
        landmarks: Landmarks? = Landmarks(
            leftEye: Point(x: 1, y: 2), rightEye: Point(x: 3, y: 4), nose: Point(x: 5, y: 6),
            leftMouth: Point(x: 7, y: 8), rightMouth: Point(x: 9, y: 10.126))
    ) -> Sighting {
        Sighting(
            face: Face(box: box, score: score, landmarks: landmarks),
            verdict: Verdict(probabilities: probabilities, state: state))
    }
}

extension ResultSink {
    mutating func receive(_ result: SinkCase.Result) throws {
        switch result {
        case .photo(let photo): try receive(photo)
        case .failure(let failure): try receive(failure)
        }
    }
}

/// Collects the output of a sink.
final class Collector {
    private(set) var pieces: [String] = []
    var text: String { pieces.joined() }
    func write(_ piece: String) { pieces.append(piece) }
}
