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
    func `every double is written so that it reads back bit by bit`(loss: Double) throws {
        let csv = TrainingHistory(epochs: [Self.epoch(1, loss), Self.epoch(2, loss.nextDown)]).csv
        let read = csv.split(whereSeparator: \.isNewline).dropFirst().map { Double($0.split(separator: ",")[1]) }
        #expect(read.map { $0?.bitPattern } == [loss.bitPattern, loss.nextDown.bitPattern])
    }

    @Test func `the text is RFC 4180's`() {
        let csv = TrainingHistory(epochs: [Self.epoch(1, 0.5)]).csv
        #expect(csv == Self.header + "\r\n1,0.5,0.3333333333333333,0.05,0.9890510948905109,12.5\r\n")
        #expect(TrainingHistory().csv == Self.header + "\r\n")
    }
}
#endif
