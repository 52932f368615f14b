import FaceMaskCore
import Foundation
import Testing

/// Values are coded in the form that docs/output.md describes, and come back unchanged.
struct CodingTests {
    private static let landmarks = Landmarks(
        leftEye: Point(x: 1, y: 2), rightEye: Point(x: 3, y: 2), nose: Point(x: 2, y: 3.5),
        leftMouth: Point(x: 1, y: 5), rightMouth: Point(x: 3, y: 5))
    private static let face = Face(box: Box(x1: -0.5, y1: 0, x2: 4, y2: 6.25), score: 0.5, landmarks: landmarks)
    private static let plain = Face(box: Box(x1: 0, y1: 0, x2: 1, y2: 1), score: 1)
    private static let verdict = Verdict(probabilities: [.worn: 0.75, .notWorn: 0.25], state: .worn)
    private static let unsure = Verdict(probabilities: [.wornIncorrectly: 1], state: nil)
    private static let landmarkJSON = "[[1,2],[3,2],[2,3.5],[1,5],[3,5]]"

    private static let encoder = {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return encoder
    }()

    private func expect<Value: Codable & Equatable>(_ value: Value, is json: String, _ reason: String) throws {
        let data = try Self.encoder.encode(value)
        #expect(String(decoding: data, as: UTF8.self) == json, "\(reason)")
        #expect(try JSONDecoder().decode(Value.self, from: data) == value, "\(reason)")
    }

    @Test func geometryIsArrays() throws {
        try expect(Point(x: 1, y: -2.5), is: "[1,-2.5]", "x, then y")
        try expect(Box(x1: 1, y1: 2, x2: 3.25, y2: 4), is: "[1,2,3.25,4]", "left, top, right, bottom")
        try expect(Self.landmarks, is: Self.landmarkJSON, "in the order of every output format")
        try expect(Point(x: 0.1, y: 1 / 3), is: "[0.1,0.33333334]", "not rounded")
    }

    @Test func facesAndVerdictsAreObjects() throws {
        try expect(
            Self.face, is: #"{"box":[-0.5,0,4,6.25],"landmarks":\#(Self.landmarkJSON),"score":0.5}"#, "a whole face")
        try expect(Self.plain, is: #"{"box":[0,0,1,1],"score":1}"#, "without landmarks")
        try expect(MaskState.wornIncorrectly.codable, is: #"["mask_worn_incorrectly"]"#, "a state is its label")
        try expect(
            Self.verdict, is: #"{"probabilities":{"with_mask":0.75,"without_mask":0.25},"state":"with_mask"}"#,
            "a decision")
        try expect(
            Self.unsure, is: #"{"probabilities":{"mask_worn_incorrectly":1},"state":"unsure"}"#, "no decision")
    }

    @Test func sightingsAndTracksAreFlat() throws {
        let sighting = Sighting(face: Self.plain, verdict: Self.verdict)
        let verdictJSON = #""probabilities":{"with_mask":0.75,"without_mask":0.25}"#
        let sightingJSON = #"{"box":[0,0,1,1],\#(verdictJSON),"score":1,"state":"with_mask"}"#
        try expect(sighting, is: sightingJSON, "a face as in the output of detect")
        try expect(
            Track(id: 7, box: Self.plain.box, sighting: sighting, verdict: Self.verdict, firstSeen: 0.5, lastSeen: 2),
            is: #"{"box":[0,0,1,1],"first":0.5,"last":2,\#(verdictJSON),"sighting":\#(sightingJSON),"#
                + #""state":"with_mask","track":7}"#, "a detected person")
        try expect(
            Track(
                id: 1, box: Self.plain.box, landmarks: Self.landmarks, verdict: Self.unsure, firstSeen: 0, lastSeen: 0),
            is: #"{"box":[0,0,1,1],"first":0,"landmarks":\#(Self.landmarkJSON),"last":0,"#
                + #""probabilities":{"mask_worn_incorrectly":1},"state":"unsure","track":1}"#, "a predicted one")
    }

    @Test func theAppearanceIsLeftOut() throws {
        let image = Image(width: 4, height: 4)
        let sighting = Sighting(
            face: Self.plain, verdict: Self.verdict, appearance: Appearance(of: Self.plain.box, in: image))
        let decoded = try JSONDecoder().decode(Sighting.self, from: JSONEncoder().encode(sighting))
        #expect(decoded == Sighting(face: Self.plain, verdict: Self.verdict))
    }

    @Test func spellingsInUseAreDecoded() throws {
        let json = Data(#"{"state": "No Mask", "probabilities": {"mask": 0.25, "face": 0.75}, "more": 1}"#.utf8)
        let verdict = try JSONDecoder().decode(Verdict.self, from: json)
        #expect(verdict == Verdict(probabilities: [.worn: 0.25, .notWorn: 0.75], state: .notWorn))
    }

    @Test(arguments: [
        (#"{"state": "hat", "probabilities": {}}"#, "an unknown state"),
        (#"{"state": "unsure", "probabilities": {"hat": 1}}"#, "a probability of an unknown state"),
        (#"{"state": "unsure"}"#, "no probabilities"), (#"{"probabilities": {}}"#, "no state"),
    ])
    func otherVerdictsAreRefused(json: String, reason: String) {
        #expect(throws: DecodingError.self, "\(reason)") {
            try JSONDecoder().decode(Verdict.self, from: Data(json.utf8))
        }
    }

    @Test(arguments: [("[1, 2, 3]", "too few edges"), (#"{"x1": 1}"#, "no array"), ("[1, 2, null, 4]", "no number")])
    func otherBoxesAreRefused(json: String, reason: String) {
        #expect(throws: DecodingError.self, "\(reason)") {
            try JSONDecoder().decode(Box.self, from: Data(json.utf8))
        }
    }

    @Test func numbersThatAreNotFiniteNeedAStrategy() throws {
        #expect(throws: EncodingError.self) { try JSONEncoder().encode(Box(x1: .nan, y1: 0, x2: 1, y2: 1)) }
    }
}

extension MaskState {
    /// JSON encoders of older systems don't encode single strings.
    fileprivate var codable: [MaskState] { [self] }
}
