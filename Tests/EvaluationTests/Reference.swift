import Foundation
import Testing

/// Numbers of scikit-learn and SciPy, written by `Fixtures/make_reports.py`.
struct Reference: Decodable {
    struct Case: Decodable, CustomTestStringConvertible, Sendable {
        let reason: String
        let labels: [String]
        let truth: [Int]
        let predicted: [Int]
        let counts: [[Int]]
        let report: [String: Entry]
        let text: String

        var testDescription: String { reason }
    }

    /// A class or an average; the accuracy is a bare number.
    enum Entry: Decodable, Sendable {
        case scores([String: Double])
        case number(Double)

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let number = try? container.decode(Double.self) {
                self = .number(number)
            } else {
                self = .scores(try container.decode([String: Double].self))
            }
        }

        subscript(_ name: String) -> Double {
            switch self {
            case .scores(let scores): scores[name] ?? .nan
            case .number(let number): number
            }
        }
    }

    struct Proportion: Decodable, Sendable {
        let successes: Int
        let trials: Int
        let lower: Double
        let upper: Double
    }

    let reports: [Case]
    let wilson: [Proportion]

    static func load() throws -> Reference {
        let url = Bundle.module.url(forResource: "reports", withExtension: "json", subdirectory: "Fixtures")
        return try JSONDecoder().decode(Reference.self, from: Data(contentsOf: #require(url)))
    }
}
