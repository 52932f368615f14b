import Testing

@testable import FaceMaskDrawing

@Suite struct AxisTests {
    struct Case: CustomTestStringConvertible {
        var values: [Double]
        var labels: [String]
        var reason: String
        var testDescription: String { reason }
    }

    @Test(
        "Ticks are round numbers that can be told apart",
        arguments: [
            Case(values: [0, 1], labels: ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"], reason: "steps of two tenths"),
            Case(values: [], labels: ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"], reason: "no values"),
            Case(values: [.nan, 0, .infinity, 1], labels: ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"], reason: "gaps"),
            Case(
                values: [-0.3, 0.3], labels: ["−0.4", "−0.2", "0.0", "0.2", "0.4"], reason: "both signs, a plain zero"),
            Case(values: [3, 47], labels: ["0", "10", "20", "30", "40", "50"], reason: "ends move out"),
            Case(values: [0, 0.1 + 0.2], labels: ["0.0", "0.1", "0.2", "0.3"], reason: "rounding adds no tick"),
            Case(
                values: [0, 999_999], labels: ["0", "0.2×10⁶", "0.4×10⁶", "0.6×10⁶", "0.8×10⁶", "1.0×10⁶"],
                reason: "one power of ten for all"),
            Case(values: [0, 4e9], labels: ["0", "1×10⁹", "2×10⁹", "3×10⁹", "4×10⁹"], reason: "huge"),
            Case(values: [0, 4e-7], labels: ["0", "1×10⁻⁷", "2×10⁻⁷", "3×10⁻⁷", "4×10⁻⁷"], reason: "small"),
            Case(values: [5], labels: ["4.4", "4.6", "4.8", "5.0", "5.2", "5.4", "5.6"], reason: "constant"),
            Case(values: [0, 0], labels: ["−0.6", "−0.4", "−0.2", "0.0", "0.2", "0.4", "0.6"], reason: "zero"),
        ])
    func ticks(_ test: Case) {
        let axis = Axis(covering: test.values, grows: true, wantedTicks: 5)
        #expect(axis.labels == test.labels)
    }

    @Test(
        "Any numbers give a few distinct, rising ticks within a finite range",
        arguments: [
            [1e9, 1e9 + 1], [1e15, 1e15 + 1], [-1e150, 1e150], [1e-300, 2e-300], [1e-150, 1e-149], [-7, -7], [1e300],
            [0.1, 0.1.nextUp], [.leastNonzeroMagnitude], [-.infinity], [1, 1e12],
        ])
    func handlesExtremeValues(values: [Double]) {
        for wholeNumbers in [false, true] {
            for grows in [false, true] {
                let axis = Axis(covering: values, wholeNumbers: wholeNumbers, grows: grows, wantedTicks: 6)
                #expect(axis.lower < axis.upper && axis.lower.isFinite && axis.upper.isFinite)
                #expect(axis.ticks.count <= 14)
                #expect(axis.labels.count == axis.ticks.count)
                #expect(Set(axis.labels).count == axis.labels.count)
                #expect(zip(axis.ticks, axis.ticks.dropFirst()).allSatisfy(<))
                for value in values where Axis.canShow(value) { #expect((0...1).contains(axis.share(of: value))) }
            }
        }
    }

    @Test(
        "What is counted has whole ticks",
        arguments: [
            ([1, 20], ["2", "4", "6", "8", "10", "12", "14", "16", "18", "20"]), ([1, 3], ["1", "2", "3"]),
            ([1, 1], ["1"]), ([0, 2], ["0", "1", "2"]),
        ] as [([Double], [String])])
    func countsInWholeNumbers(values: [Double], labels: [String]) {
        #expect(Axis(covering: values, wholeNumbers: true, wantedTicks: 10).labels == labels)
    }

    @Test("A fixed range stays, ticks lie inside")
    func keepsFixedRange() {
        let axis = Axis(covering: [0, 100], fixed: 0.15...0.95, grows: true, wantedTicks: 4)
        #expect((axis.lower, axis.upper) == (0.15, 0.95))
        #expect(axis.labels == ["0.2", "0.4", "0.6", "0.8"])
    }

    @Test(
        "Steps are 1, 2 or 5 times a power of ten",
        arguments: [(0.1, 0.1), (0.11, 0.2), (0.3, 0.5), (0.6, 1), (1, 1), (7, 10), (20, 20), (2.1e-9, 5e-9)])
    func roundsSteps(size: Double, step: Double) {
        #expect(abs(Axis.roundStep(atLeast: size) - step) < step * 1e-9)
    }
}
