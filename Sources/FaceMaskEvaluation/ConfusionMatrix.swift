public import FaceMaskCore

/// The number of pictures of each class that were predicted as each class.
public struct ConfusionMatrix: Codable, Hashable, Sendable {
    /// The classes, in the order of rows and columns.
    public let labels: [String]
    /// `counts[truth][predicted]`.
    public private(set) var counts: [[Int]]

    /// Creates an empty matrix.
    public init(labels: [String]) {
        self.labels = labels
        counts = [[Int]](repeating: [Int](repeating: 0, count: labels.count), count: labels.count)
    }

    /// Creates an empty matrix of mask states.
    public init(states: [MaskState]) { self.init(labels: states.map(\.label)) }

    /// Creates a matrix from pairs of positions in `labels`.
    public init(labels: [String], truth: [Int], predicted: [Int]) {
        precondition(truth.count == predicted.count, "every truth has a prediction")
        self.init(labels: labels)
        for (truth, predicted) in zip(truth, predicted) { add(truth: truth, predicted: predicted) }
    }

    /// Counts a picture by the positions of its true and its predicted class.
    public mutating func add(truth: Int, predicted: Int) { counts[truth][predicted] += 1 }

    /// The number of pictures.
    public var total: Int { counts.joined().reduce(0, +) }

    /// The number of right predictions.
    public var correct: Int { counts.indices.reduce(0) { $0 + counts[$1][$1] } }

    /// Returns the number of pictures of a class.
    public func support(of label: Int) -> Int { counts[label].reduce(0, +) }

    /// Returns the number of pictures that were predicted as a class.
    public func predictions(of label: Int) -> Int { counts.reduce(0) { $0 + $1[label] } }
}
