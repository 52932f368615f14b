#if Training
import FaceMaskTrainers
import Foundation
import Testing

struct TrainingHistoryTests {
    private static let header =
        "epoch,training_loss,training_accuracy,validation_loss,validation_accuracy,seconds"

    private static func epoch(_ number: Int, _ loss: Double) -> TrainingHistory.Epoch {
        TrainingHistory.Epoch(
            epoch: number, training: (loss, 1.0 / 3), validation: (loss * 0.1, 0.9890510948905109), seconds: 12.5)
    }

    @Test(arguments: [0.1 + 0.2, .leastNonzeroMagnitude, .greatestFiniteMagnitude, 1e-5, 0, -0.0, 3, .infinity])
    func `every double is preserved through CSV`(loss: Double) throws {
        let history = TrainingHistory(epochs: [Self.epoch(1, loss), Self.epoch(2, loss.nextDown)])
        let read = try TrainingHistory(csv: history.csv)
        #expect(read == history)
        #expect(read.epochs[0].trainingLoss.bitPattern == loss.bitPattern)
    }

    @Test func `a diverged run's NaN is preserved too`() throws {
        let read = try TrainingHistory(csv: TrainingHistory(epochs: [Self.epoch(1, .nan)]).csv)
        #expect(read.epochs[0].trainingLoss.isNaN)
    }

    @Test func `the text is RFC 4180's`() {
        let csv = TrainingHistory(epochs: [Self.epoch(1, 0.5)]).csv
        #expect(csv == Self.header + "\r\n1,0.5,0.3333333333333333,0.05,0.9890510948905109,12.5\r\n")
        #expect(TrainingHistory().csv == Self.header + "\r\n")
    }

    @Test(arguments: ["\n", "\r\n", "\r\n\r\n"])
    func `other line ends and blank lines are accepted`(end: String) throws {
        let history = try TrainingHistory(csv: [Self.header, "1,1,1,1,1,1", "3,1,1,1,1,1", ""].joined(separator: end))
        #expect(history.epochs.map(\.epoch) == [1, 3])
    }

    @Test(arguments: [
        ("nothing at all", "", 1, "is not 'epoch,"),
        ("another table", "epoch,loss\n1,2\n", 1, "is not 'epoch,"),
        ("a line cut off by a kill", header + "\n1,0.5,0.5\n", 2, "has 3 of 6 values"),
        ("a word", header + "\n1,0.5,high,0.5,0.5,1\n", 2, "has 'high' instead of a number"),
        ("a fraction of an epoch", header + "\n1.5,0,0,0,0,0\n", 2, "has '1.5' instead of an epoch"),
        ("an epoch twice", header + "\n1,0,0,0,0,0\n1,0,0,0,0,0\n", 3, "has epoch 1 after epoch 1"),
    ])
    func `a damaged history is refused with its line`(reason: String, csv: String, line: Int, cause: String) throws {
        let error = try #require(throws: TrainingHistory.FormatError.self) { try TrainingHistory(csv: csv) }
        #expect(error.line == line, "\(reason)")
        #expect(error.description.contains("line \(line) \(cause)"), "\(error)")
        #expect(error.description.hasSuffix("."))
    }
}
#endif
