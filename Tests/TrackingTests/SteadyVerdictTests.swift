import FaceMaskCore
import Testing
import FaceMaskTracking

private func frame(_ worn: Float, isSure: Bool = true) -> Verdict {
    Verdict(
        probabilities: [.worn: worn, .notWorn: 1 - worn], state: isSure ? (worn > 0.5 ? .worn : .notWorn) : nil)
}

private struct Course: CustomTestStringConvertible, Sendable {
    let reason: String
    /// At ten frames a second.
    let frames: [Verdict]
    let state: MaskState?
    var testDescription: String { reason }
}

@Test(arguments: [
    Course(reason: "nothing seen", frames: [], state: nil),
    Course(reason: "one frame, however sure", frames: [frame(1)], state: nil),
    Course(reason: "half a second of sure frames", frames: Array(repeating: frame(0.95), count: 6), state: .worn),
    Course(reason: "even for ever", frames: Array(repeating: frame(0.501), count: 100), state: nil),
    Course(
        reason: "frames too unsure to count", frames: Array(repeating: frame(0.99, isSure: false), count: 50),
        state: nil),
    Course(
        reason: "one false frame among many",
        frames: Array(repeating: frame(0.95), count: 20) + [frame(0.01)], state: .worn),
    Course(
        reason: "half a second of false frames",
        frames: Array(repeating: frame(0.95), count: 40) + Array(repeating: frame(0.05), count: 5), state: .worn),
    Course(
        reason: "the mask comes off for three seconds",
        frames: Array(repeating: frame(0.95), count: 40) + Array(repeating: frame(0.05), count: 30), state: .notWorn),
    Course(
        reason: "not numbers",
        frames: [Verdict(probabilities: [.worn: .nan, .notWorn: .nan], state: .worn)], state: nil),
])
private func stateFollowsTheEvidence(course: Course) {
    var steady = SteadyVerdict()
    for (index, verdict) in course.frames.enumerated() { steady.add(verdict, at: Double(index) / 10) }
    #expect(steady.verdict.state == course.state)
    let sum = steady.verdict.probabilities.values.reduce(0, +)
    #expect(course.frames.isEmpty || abs(sum - 1) < 1e-5)
}

@Suite struct SteadyVerdictTests {
    @Test func labelDoesNotFlicker() {
        var generator = SeededGenerator(seed: 5)
        var steady = SteadyVerdict()
        var (raw, changes) = ([MaskState?](), [MaskState?]())
        for index in 0..<500 {
            let verdict = frame(Float.random(in: 0..<1, using: &generator) < 0.8 ? 0.9 : 0.2)
            steady.add(verdict, at: Double(index) / 25)
            raw.append(verdict.state)
            changes.append(steady.verdict.state)
        }
        #expect(zip(raw, raw.dropFirst()).filter { $0 != $1 }.count > 100)
        #expect(zip(changes, changes.dropFirst()).filter { $0 != $1 }.count == 1, "from unsure to worn, once")
    }

    /// Evidence is of time, not of frames.
    @Test func frameRateDoesNotMatter() throws {
        let probabilities = [5, 25, 60].map { rate in
            var steady = SteadyVerdict()
            for index in 0...(2 * rate) { steady.add(frame(0.7), at: Double(index) / Double(rate)) }
            return steady.verdict.probabilities[.worn, default: 0]
        }
        let (least, most) = (try #require(probabilities.min()), try #require(probabilities.max()))
        #expect(most - least < 0.01)
        #expect(least > 0.8)
    }
}
