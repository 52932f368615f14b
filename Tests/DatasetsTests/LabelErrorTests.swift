import FaceMaskCore
import Foundation
import Testing

@testable import FaceMaskDatasets

struct LabelErrorTests {
    /// Six faces, two classes. Thresholds: class 0 (0.9 + 0.7 + 0.2) / 3 = 0.6, class 1 (0.8 + 0.6 + 0.1) / 3 = 0.5.
    /// Face 2, labelled 0, reaches class 1 only (0.8), face 5, labelled 1, class 0 only (0.9).
    @Test func `the joint agrees with a count by hand`() {
        let joint = ConfidentJoint(
            labels: [0, 0, 0, 1, 1, 1],
            probabilities: [[0.9, 0.1], [0.7, 0.3], [0.2, 0.8], [0.2, 0.8], [0.4, 0.6], [0.9, 0.1]])
        #expect(zip(joint.thresholds, [0.6, 0.5]).allSatisfy { abs($0 - $1) < 1e-12 })
        #expect(joint.counts == [[2, 1], [1, 2]])
        #expect(abs(joint.errorRate - 1.0 / 3) < 1e-12)
        #expect(joint.suspects.map(\.position) == [5, 2])
        #expect(joint.suspects.map(\.suggested) == [0, 1])
        #expect(abs((joint.suspects.first?.margin ?? 0) - 0.8) < 1e-12)
    }

    /// Labels [0, 0, 0, 0, 1], thresholds 0.6375 and 0.9: face 1 reaches neither and counts nowhere, so the row of
    /// class 0 (2, 1) is stretched to four fifths: 8/15 and 4/15; the row of class 1 (0, 1) to one fifth.
    @Test func `faces that reach no threshold don't count, and rows are stretched to their labels`() {
        let joint = ConfidentJoint(
            labels: [0, 0, 0, 0, 1],
            probabilities: [[0.95, 0.05], [0.6, 0.4], [0.95, 0.05], [0.05, 0.95], [0.1, 0.9]])
        #expect(joint.counts == [[2, 1], [0, 1]])
        let expected = [[8.0 / 15, 4.0 / 15], [0, 0.2]]
        for (row, other) in zip(joint.shares, expected) {
            #expect(zip(row, other).allSatisfy { abs($0 - $1) < 1e-12 }, "\(joint.shares)")
        }
        #expect(abs(joint.shares.joined().reduce(0, +) - 1) < 1e-12)
    }

    @Test func `if several thresholds are reached, the likeliest class counts`() {
        // Thresholds: 0.4, 0.35 and 0.3. The first face reaches 0 and 1.
        let joint = ConfidentJoint(
            labels: [0, 1, 2], probabilities: [[0.4, 0.45, 0.15], [0.3, 0.35, 0.35], [0.5, 0.2, 0.3]])
        #expect(joint.counts[0] == [0, 1, 0])
        #expect(joint.counts[1] == [0, 1, 0], "between equal ones the label has the benefit of the doubt")
        #expect(joint.counts[2] == [1, 0, 0])
    }

    @Test func `a class without faces is never suggested, no faces give no suspects`() {
        let joint = ConfidentJoint(labels: [0, 1], probabilities: [[0.1, 0.2, 0.7], [0.1, 0.1, 0.8]])
        #expect(joint.thresholds[2] == .infinity && joint.suspects.allSatisfy { $0.suggested != 2 })
        #expect(abs(joint.shares.joined().reduce(0, +) - 1) < 1e-12)
        let empty = ConfidentJoint(labels: [], probabilities: [])
        #expect(empty.suspects.isEmpty && empty.errorRate == 0)
    }

    @Test func `correctly predicted labels have no suspects`() {
        let labels = (0..<30).map { $0 % 3 }
        let joint = ConfidentJoint(
            labels: labels, probabilities: labels.map { label in (0..<3).map { $0 == label ? 0.8 : 0.1 } })
        #expect(joint.suspects.isEmpty && joint.errorRate == 0)
    }

    private static let header = "file,with_mask,without_mask,mask_worn_incorrectly\n"

    @Test func `tables are read from CSV and JSON Lines alike`() throws {
        let csv = try PredictionTable(
            Self.header + "a.jpg,0.7,0.2,0.1\r\n\"b,\"\"c.jpg\",1,0,0\n\na.jpg,0.5,0.4,0.1\n", name: "x")
        #expect(csv.rows.keys.sorted() == ["a.jpg", "b,\"c.jpg"])
        let row = try #require(csv.rows["a.jpg"])
        #expect(zip(row, [0.6, 0.3, 0.1]).allSatisfy { abs($0 - $1) < 1e-12 }, "two rows are averaged")
        let json = try PredictionTable(
            #"{"file":"a.jpg","without_mask":0.25,"with_mask":0.75}"# + "\n\n", name: "x")
        #expect(json.rows == ["a.jpg": [0.75, 0.25, 0]])
        let twoStates = try PredictionTable("without_mask,file,fold,with_mask\n0.25,a.jpg,3,0.75\n", name: "x")
        #expect(twoStates.rows == ["a.jpg": [0.75, 0.25, 0]])
    }

    private static let broken: [(text: String, line: Int?, reason: String)] = [
        ("", 1, "no bytes"),
        ("name,with_mask\n", 1, "no column of files"),
        ("file,hat\n", 1, "no states"),
        (header, nil, "no rows"),
        (header + "a.jpg,0.7,0.2\n", 2, "a field too few"),
        (header + "a.jpg,0.7,0.2,x\n", 2, "a word for a number"),
        (header + "a.jpg,nan,0.2,0.1\n", 2, "not a number"),
        (header + "a.jpg,1.2,-0.2,0\n", 2, "no probabilities"),
        (header + "a.jpg,0.7,0.7,0.7\n", 2, "a sum of 2.1"),
        (header + "a.jpg,1,0,0\n\"b.jpg,1,0,0\n", 3, "a quote that does not end"),
        (#"{"file":"a.jpg","with_mask":1}"# + "\n{", 2, "JSON that is cut off"),
        (#"{"with_mask":1}"#, 1, "JSON without a file"),
    ]

    @Test(arguments: broken.indices)
    func `an invalid table is refused with its line`(index: Int) {
        let (text, line, reason) = Self.broken[index]
        let error = #expect(throws: DatasetError.self, "\(reason)") { try PredictionTable(text, name: "x") }
        #expect(error?.code == .unreadablePredictions)
        if let line { #expect(error?.reason.hasPrefix("line \(line) ") == true, "\(reason): \(error?.reason ?? "")") }
    }
}
