internal import FaceMaskCore
internal import Foundation

/// One picture as other programs read it: the keys are stable, docs/output.md describes them.
struct SceneRecord: Encodable {
    var source: String
    var width: Int?
    var height: Int?
    var faces: [FaceRecord]?
    var error: String?

    struct FaceRecord: Encodable {
        var box: [Number]
        var score: Number
        var state: String
        var probabilities: [String: Number]
        var landmarks: [[Number]]?
    }

    /// A number rounded for output, `null` when it is not a finite one: JSON has no NaN.
    struct Number: Encodable {
        let value: Double?

        init(_ value: Float, decimals: Int) { self.value = rounded(value, decimals: decimals) }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            if let value { try container.encode(value) } else { try container.encodeNil() }
        }
    }

    init(_ scene: Scene) {
        source = scene.source
        width = scene.width
        height = scene.height
        faces = scene.sightings.map(FaceRecord.init)
    }

    init(_ failure: SourceFailure) {
        source = failure.source
        error = failure.sentence
    }

    /// One line of JSON, keys in alphabetical order.
    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
}

extension SceneRecord.FaceRecord {
    init(_ sighting: Sighting) {
        func pixels(_ value: Float) -> SceneRecord.Number { .init(value, decimals: pixelDecimals) }
        func share(_ value: Float) -> SceneRecord.Number { .init(value, decimals: shareDecimals) }
        let box = sighting.face.box
        self.box = [box.x1, box.y1, box.x2, box.y2].map(pixels)
        score = share(sighting.face.score)
        state = sighting.verdict.label
        probabilities = Dictionary(
            uniqueKeysWithValues: sighting.verdict.probabilities.map { ($0.key.label, share($0.value)) })
        landmarks = sighting.face.landmarks?.points.map { [pixels($0.x), pixels($0.y)] }
    }
}

/// A hundredth of a pixel and a hundredth of a percent are finer than anything measured; more digits only cost room.
let pixelDecimals = 2
let shareDecimals = 4

/// `nil` for what is not a finite number.
func rounded(_ value: Float, decimals: Int) -> Double? {
    let factor = pow(10, Double(decimals))
    return value.isFinite ? (Double(value) * factor).rounded() / factor : nil
}
