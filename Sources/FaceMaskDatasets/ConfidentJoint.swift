/// The joint distribution of a dataset's labels and the true classes, estimated from predictions of a classifier that
/// wasn't trained on the predicted faces: confident learning (Northcutt, Jiang and Chuang, "Confident Learning:
/// Estimating Uncertainty in Dataset Labels", Journal of Artificial Intelligence Research 70, 2021).
///
/// The threshold of a class is the mean predicted probability of the class over the faces labelled with it, so that a
/// class with low probabilities is not suspected more than others. A face counts as truly of a class if its probability
/// reaches the class's threshold; if it reaches several, of the most probable one. A face that reaches none is not
/// counted.
package struct ConfidentJoint: Hashable, Sendable {
    /// A face whose label is probably wrong.
    package struct Suspect: Hashable, Sendable {
        /// Its index among the faces.
        package let position: Int
        /// The class of its label.
        package let given: Int
        /// The class that it probably has.
        package let suggested: Int
        /// The probability of the suggested class minus that of the given one, more than -1 and at most 1.
        package let margin: Double
    }

    /// The threshold of each class; infinite for a class without faces, which is never suggested.
    package let thresholds: [Double]
    /// `counts[given][true]` of the counted faces.
    package let counts: [[Int]]
    /// `shares[given][true]`, an estimate for all faces, which sums to 1: each row of `counts` is scaled to the number
    /// of faces with that label. The labels of a row without counts are assumed to be right.
    package let shares: [[Double]]
    /// The faces off the diagonal of `counts`, in descending order of margin.
    package let suspects: [Suspect]

    /// Estimates the distribution from labels, which are class indices, and a row of probabilities for each, one for
    /// each class.
    ///
    /// The probabilities must be out of sample, such as those of a cross-validation: a network predicts the labels of
    /// its own training set.
    package init(labels: [Int], probabilities: [[Double]]) {
        precondition(labels.count == probabilities.count, "every label has its probabilities")
        let classes = probabilities.first?.count ?? 0
        precondition(probabilities.allSatisfy { $0.count == classes }, "every row has one number for each class")
        precondition(labels.allSatisfy { (0..<classes).contains($0) }, "labels are class numbers")
        let thresholds = Self.thresholds(labels: labels, probabilities: probabilities, classes: classes)
        var counts = [[Int]](repeating: [Int](repeating: 0, count: classes), count: classes)
        var suspects: [Suspect] = []
        for (position, (label, row)) in zip(labels, probabilities).enumerated() {
            let reached = row.indices.filter { row[$0] >= thresholds[$0] }
            // Between equal probabilities the given label is preferred.
            guard let best = reached.max(by: { (row[$0], $0 == label ? 1 : 0) < (row[$1], $1 == label ? 1 : 0) })
            else { continue }
            counts[label][best] += 1
            if best != label {
                suspects.append(
                    Suspect(position: position, given: label, suggested: best, margin: row[best] - row[label]))
            }
        }
        self.thresholds = thresholds
        self.counts = counts
        self.suspects = suspects.sorted { ($1.margin, $0.position) < ($0.margin, $1.position) }
        shares = Self.shares(of: counts, labels: labels)
    }

    /// The estimated share of wrong labels, 0…1.
    package var errorRate: Double {
        shares.indices.reduce(0) { sum, given in
            sum + shares[given].indices.filter { $0 != given }.reduce(0) { $0 + shares[given][$1] }
        }
    }

    private static func thresholds(labels: [Int], probabilities: [[Double]], classes: Int) -> [Double] {
        (0..<classes).map { number in
            let own = zip(labels, probabilities).filter { $0.0 == number }.map { $0.1[number] }
            return own.isEmpty ? .infinity : own.reduce(0, +) / Double(own.count)
        }
    }

    private static func shares(of counts: [[Int]], labels: [Int]) -> [[Double]] {
        counts.indices.map { given in
            let share = Double(labels.count { $0 == given }) / Double(max(labels.count, 1))
            let sum = counts[given].reduce(0, +)
            return counts[given].indices.map { column in
                sum > 0 ? Double(counts[given][column]) / Double(sum) * share : (column == given ? share : 0)
            }
        }
    }
}
