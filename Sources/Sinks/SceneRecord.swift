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
        var box: [Double]
        var score: Double
        var state: String
        var probabilities: [String: Double]
        var landmarks: [[Double]]?
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
        let box = sighting.face.box
        self.box = [box.x1, box.y1, box.x2, box.y2].map { rounded($0, decimals: 2) }
        score = rounded(sighting.face.score, decimals: 4)
        state = sighting.verdict.label
        probabilities = Dictionary(
            uniqueKeysWithValues: sighting.verdict.probabilities.map { ($0.key.label, rounded($0.value, decimals: 4)) })
        landmarks = sighting.face.landmarks?.points.map { [rounded($0.x, decimals: 2), rounded($0.y, decimals: 2)] }
    }
}

/// A hundredth of a pixel and a hundredth of a percent are finer than anything measured; more digits only cost room.
func rounded(_ value: Float, decimals: Int) -> Double {
    let factor = pow(10, Double(decimals))
    return value.isFinite ? (Double(value) * factor).rounded() / factor : 0
}
