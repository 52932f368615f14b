import FaceMaskCore
import Foundation
import Testing

/// Numbers of scikit-learn, SciPy and OpenCV, written by scripts/reference/evaluation.py.
struct EvaluationReference: Decodable {
    struct Ranking: Decodable, Sendable {
        let reason: String
        let scores: [Float]
        let truth: [Bool]
        let falsePositiveRates: [Double]
        let truePositiveRates: [Double]
        let area: Double
        let precisions: [Double]
        let recalls: [Double]
        let averagePrecision: Double
    }

    struct CalibrationCase: Decodable, Sendable {
        let seed: UInt32
        let count: Int
        let scale: Float
        let labels: [Int]
        let temperature: Double
        let loss: Double
        let bestLoss: Double
        let confidences: [Float]
        let correct: [Bool]
        let calibrationError15: Double
        let calibrationError4: Double
    }

    struct Skin: Decodable, Sendable {
        let color: [UInt8]
        let angle: Double
    }

    struct Picture: Decodable, Sendable {
        let seed: UInt32
        let cell: Int
        let sharpness: Double
        let brightness: Double
    }

    let rankings: [Ranking]
    let calibrations: [CalibrationCase]
    /// Disagreements of one kind, of the other, and the p value.
    let signTests: [[Double]]
    let skins: [Skin]
    let pictures: [Picture]

    static func load() throws -> EvaluationReference {
        let url = Bundle.module.url(forResource: "evaluation", withExtension: "json", subdirectory: "Fixtures")
        return try JSONDecoder().decode(EvaluationReference.self, from: Data(contentsOf: #require(url)))
    }
}
