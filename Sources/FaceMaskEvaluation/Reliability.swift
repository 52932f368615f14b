/// The agreement of a classifier's confidence with its accuracy: the reliability diagram and the calibration error.
///
/// As JSON: `binning`, `bins` (each `lower`, `upper`, `count`, `confidence`, `accuracy`), `expected_calibration_error`,
/// `maximum_calibration_error`.
public struct Reliability: Hashable, Sendable {
    /// The default number of bins (Guo et al., "On calibration of modern neural networks", 2017).
    public static let defaultBins = 15

    /// The kinds of bins.
    public enum Binning: String, Codable, Hashable, Sendable {
        /// Bins of equal width between 0 and 1, the default. A confidence on an edge belongs to the lower bin.
        case equalWidth = "equal_width"
        /// Bins of nearly equal numbers of faces; equal confidences stay together. When nearly all confidences are
        /// high, most bins of equal width are empty and the error depends on a few faces.
        case equalMass = "equal_mass"
    }

    /// A bin with at least one face.
    public struct Bin: Codable, Hashable, Sendable {
        /// The bin's confidences are greater than this; the first bin includes 0.
        public var lower: Double
        /// The bin's confidences are at most this.
        public var upper: Double
        /// The number of faces in the bin.
        public var count: Int
        /// The mean confidence.
        public var confidence: Double
        /// The fraction of right answers.
        public var accuracy: Double
    }

    /// The kind of bins.
    public let binning: Binning
    /// The bins by ascending confidence, without empty ones.
    public let bins: [Bin]

    /// Divides faces into bins by the probability of their most probable class, 0…1.
    ///
    /// - Parameters:
    ///   - confidences: One for each face.
    ///   - correct: Whether the most probable class is the true one, in the same order.
    ///   - bins: The number of bins, at least one.
    ///   - binning: The kind of bins.
    public init(
        confidences: [Float], correct: [Bool], bins: Int = defaultBins, binning: Binning = .equalWidth
    ) {
        precondition(confidences.count == correct.count, "every confidence has its truth")
        precondition(bins > 0, "there is at least one bin")
        let faces = zip(confidences, correct).map { (confidence: Double($0), isCorrect: $1) }
            .sorted { $0.confidence < $1.confidence }
        let edges =
            switch binning {
            case .equalWidth: (1...bins).map { Double($0) / Double(bins) }
            case .equalMass: Self.quantiles(of: faces.map(\.confidence), parts: bins)
            }
        var result: [Bin] = []
        var next = 0
        for (index, edge) in edges.enumerated() {
            let start = next
            while next < faces.count, faces[next].confidence <= edge || index == edges.count - 1 { next += 1 }
            guard next > start else { continue }
            let part = faces[start..<next]
            let count = Double(part.count)
            result.append(
                Bin(
                    lower: index == 0 ? 0 : edges[index - 1], upper: edge, count: part.count,
                    confidence: part.reduce(0) { $0 + $1.confidence } / count,
                    accuracy: Double(part.count(where: \.isCorrect)) / count))
        }
        self.binning = binning
        self.bins = result
    }

    /// The mean difference between confidence and accuracy over the bins, weighted by their faces, 0…1; 0 without
    /// faces.
    public var expectedCalibrationError: Double {
        let total = bins.reduce(0) { $0 + $1.count }
        guard total > 0 else { return 0 }
        return bins.reduce(0) { $0 + Double($1.count) / Double(total) * abs($1.accuracy - $1.confidence) }
    }

    /// The maximum difference between confidence and accuracy of a bin, 0…1.
    public var maximumCalibrationError: Double { bins.map { abs($0.accuracy - $0.confidence) }.max() ?? 0 }

    /// Returns the upper edges of parts with equal numbers of values, without repeated edges.
    private static func quantiles(of sorted: [Double], parts: Int) -> [Double] {
        var edges: [Double] = []
        for part in stride(from: 1, to: sorted.isEmpty ? 0 : parts, by: 1) {
            let last = (part * sorted.count + parts - 1) / parts - 1
            if edges.last != sorted[last] { edges.append(sorted[last]) }
        }
        if edges.last != 1 { edges.append(1) }
        return edges
    }
}

extension Reliability: Encodable {
    private enum CodingKeys: String, CodingKey {
        case binning, bins
        case expectedCalibrationError = "expected_calibration_error"
        case maximumCalibrationError = "maximum_calibration_error"
    }

    /// Writes the keys that the type's description names.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(binning, forKey: .binning)
        try container.encode(bins, forKey: .bins)
        try container.encode(expectedCalibrationError, forKey: .expectedCalibrationError)
        try container.encode(maximumCalibrationError, forKey: .maximumCalibrationError)
    }
}
