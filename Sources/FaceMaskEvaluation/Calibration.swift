import Foundation

/// Temperature scaling (Guo et al., "On calibration of modern neural networks", 2017): logits are divided by a number,
/// so that the predicted probability equals the frequency of right predictions.
public enum Calibration {
    /// The range of temperatures. Those of networks in use are between 0.5 and 5. For a set without mistakes, which has
    /// no optimum, the result is the lower bound.
    public static let temperatures: ClosedRange<Double> = 0.05...20

    /// The number of golden-section steps, which leave 1e-7 of the range; in less, rounding errors hide the minimum.
    private static let sections = 40
    /// The logarithm of the smallest normal Float, which stands for probabilities that were rounded to 0.
    private static let smallestLogarithm = Double(log(Float.leastNormalMagnitude))

    /// Returns the temperature with the lowest negative log likelihood.
    ///
    /// - Parameters:
    ///   - logits: A row for each face with a number for each class. From logarithms of probabilities, the result is a
    ///     factor for the temperature that they were computed with.
    ///   - labels: The true classes, as positions in the rows.
    /// - Returns: A number in `temperatures`.
    /// - Throws: `EvaluationError` if there are no rows, rows differ in length, a label is out of range, or a number
    ///   isn't finite.
    public static func temperature(logits: [[Float]], labels: [Int]) throws(EvaluationError) -> Double {
        try check(logits, labels)
        // The likelihood is convex in 1 / temperature, so it has one minimum in the logarithm, too.
        func loss(_ logarithm: Double) -> Double { unchecked(logits, labels, temperature: exp(logarithm)) }
        let ratio = (5.0.squareRoot() - 1) / 2
        var (low, high) = (log(temperatures.lowerBound), log(temperatures.upperBound))
        var (left, right) = (high - ratio * (high - low), low + ratio * (high - low))
        var (leftLoss, rightLoss) = (loss(left), loss(right))
        for _ in 0..<sections {
            if leftLoss <= rightLoss {
                (high, right, rightLoss) = (right, left, leftLoss)
                left = high - ratio * (high - low)
                leftLoss = loss(left)
            } else {
                (low, left, leftLoss) = (left, right, rightLoss)
                right = low + ratio * (high - low)
                rightLoss = loss(right)
            }
        }
        return exp((low + high) / 2)
    }

    /// Returns the mean negative logarithm of the probability of the true class, in nats; 0 is perfect. Throws the same
    /// errors as `temperature`.
    public static func negativeLogLikelihood(
        logits: [[Float]], labels: [Int], temperature: Double = 1
    ) throws(EvaluationError) -> Double {
        try check(logits, labels)
        return unchecked(logits, labels, temperature: temperature)
    }

    /// Returns the logarithms of probabilities, to be used as logits; 0 becomes the smallest normal number.
    public static func logits(of probabilities: [[Float]]) -> [[Float]] {
        probabilities.map { row in row.map { $0 > 0 ? log($0) : $0 == 0 ? Float(smallestLogarithm) : .nan } }
    }

    /// Returns exp(x / temperature), divided by the sum.
    public static func probabilities(of logits: [Float], temperature: Double = 1) -> [Float] {
        let total = logSum(logits, temperature: temperature)
        return logits.map { Float(exp(Double($0) / temperature - total)) }
    }

    private static func unchecked(_ logits: [[Float]], _ labels: [Int], temperature: Double) -> Double {
        let sum = zip(logits, labels).reduce(0.0) { sum, pair in
            sum + logSum(pair.0, temperature: temperature) - Double(pair.0[pair.1]) / temperature
        }
        return sum / Double(labels.count)
    }

    /// Returns log Σ exp(x / temperature). The largest number is subtracted first to avoid overflow.
    private static func logSum(_ logits: [Float], temperature: Double) -> Double {
        let largest = Double(logits.max() ?? 0) / temperature
        return largest + log(logits.reduce(0.0) { $0 + exp(Double($1) / temperature - largest) })
    }

    private static func check(_ logits: [[Float]], _ labels: [Int]) throws(EvaluationError) {
        let subject = "the calibration"
        guard let classes = logits.first?.count else {
            throw EvaluationError(.noFaces, subject: subject, reason: "it has no rows")
        }
        guard logits.count == labels.count, logits.allSatisfy({ $0.count == classes }) else {
            throw EvaluationError(.mismatch, subject: subject, reason: "the numbers of rows and labels differ")
        }
        guard labels.allSatisfy({ (0..<classes).contains($0) }) else {
            throw EvaluationError(.mismatch, subject: subject, reason: "a label is not one of \(classes) classes")
        }
        guard logits.allSatisfy({ $0.allSatisfy(\.isFinite) }) else {
            throw EvaluationError(.notAProbability, subject: subject, reason: "a logit is not a finite number")
        }
    }
}
