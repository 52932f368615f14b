/// The measurements of faces that have something in common.
///
/// As JSON: `family`, `name`, `count`, `is_small`, `accuracy` (`lower`, `estimate`, `upper`), `recalls` (one for each
/// class of which there are faces: `label`, `count`, `recall`), `confusion`.
public struct Slice: Hashable, Sendable {
    /// The minimum number of faces for reliable measurements: with 30 faces the interval of an accuracy of 0.9 is 0.23
    /// wide.
    public static let minimumFaces = 30

    /// The recall of one class in a slice.
    public struct Recall: Encodable, Hashable, Sendable {
        /// The class.
        public var label: String
        /// The number of faces of the class.
        public var count: Int
        /// The recall with its 95 % interval (Wilson).
        public var recall: Interval
    }

    /// What the faces are divided by, such as `face size`.
    public let family: String
    /// What the faces have in common, such as `32–64 px`.
    public let name: String
    /// The number of faces.
    public let count: Int
    /// The fraction of right answers with its 95 % interval (Wilson).
    public let accuracy: Interval
    /// The recalls in the order of the labels, without classes that have no faces.
    public let recalls: [Recall]
    /// The confusion matrix.
    public let confusion: ConfusionMatrix

    /// Whether the slice has too few faces for reliable measurements.
    public var isSmall: Bool { count < Self.minimumFaces }

    init(family: String, name: String, labels: [String], rows: [Prediction]) {
        let confusion = ConfusionMatrix(labels: labels, truth: rows.map(\.truth), predicted: rows.map(\.predicted))
        self.family = family
        self.name = name
        self.confusion = confusion
        count = rows.count
        accuracy = .wilson(successes: confusion.correct, of: confusion.total)
        recalls = labels.indices.compactMap { index in
            let support = confusion.support(of: index)
            guard support > 0 else { return nil }
            return Recall(
                label: labels[index], count: support,
                recall: .wilson(successes: confusion.counts[index][index], of: support))
        }
    }
}

extension Slice: Encodable {
    private enum CodingKeys: String, CodingKey {
        case family, name, count, accuracy, recalls, confusion
        case isSmall = "is_small"
    }

    /// Writes the keys that the type's description names.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(family, forKey: .family)
        try container.encode(name, forKey: .name)
        try container.encode(count, forKey: .count)
        try container.encode(isSmall, forKey: .isSmall)
        try container.encode(accuracy, forKey: .accuracy)
        try container.encode(recalls, forKey: .recalls)
        try container.encode(confusion, forKey: .confusion)
    }
}

/// A division of faces into slices: its name, the names of its parts, and the part of each face.
public struct Slicing: Hashable, Sendable {
    /// What the faces are divided by, such as `face size`.
    public var family: String
    /// The names of the parts, in the order of the report.
    public var parts: [String]
    /// The part of each face, as an index in `parts`; `nil` if it could not be measured.
    public var members: [Int?]

    /// The name of the part of faces that could not be measured.
    public static let unmeasured = "not measured"

    /// Creates a slicing.
    public init(family: String, parts: [String], members: [Int?]) {
        self.family = family
        self.parts = parts
        self.members = members
    }

    /// Divides faces by names, in alphabetical order.
    public init(family: String, names: [String]) {
        let parts = Set(names).sorted()
        let places = Dictionary(uniqueKeysWithValues: parts.enumerated().map { ($0.element, $0.offset) })
        self.init(family: family, parts: parts, members: names.map { places[$0] })
    }

    /// Divides faces into thirds by a measured value; equal values stay together.
    ///
    /// - Parameters:
    ///   - family: The name of the value.
    ///   - names: The names of the lowest, the middle and the highest third.
    ///   - values: The value of each face; `nil` when it could not be measured.
    public init(family: String, thirds names: (String, String, String), values: [Double?]) {
        let sorted = values.compactMap(\.self).sorted()
        let edges = sorted.isEmpty ? [] : [1, 2].map { sorted[min($0 * sorted.count / 3, sorted.count - 1)] }
        self.init(
            family: family, parts: [names.0, names.1, names.2],
            members: values.map { value in value.map { value in edges.count { value >= $0 } } })
    }
}

extension Predictions {
    /// Returns the slices of `slicing` that have faces, in its order.
    public func slices(by slicing: Slicing) -> [Slice] {
        precondition(slicing.members.count == rows.count, "every face has its place")
        let parts = Dictionary(grouping: rows.indices) { slicing.members[$0] ?? slicing.parts.count }
        return (slicing.parts + [Slicing.unmeasured]).enumerated().compactMap { place, name in
            guard let members = parts[place] else { return nil }
            return Slice(family: slicing.family, name: name, labels: labels, rows: members.map { rows[$0] })
        }
    }
}
