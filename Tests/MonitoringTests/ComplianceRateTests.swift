import FaceMaskCore
import FaceMaskMonitoring
import TestSupport
import Testing

@Suite struct ComplianceRateTests {
    @Test func everyoneIsCountedOncePerInterval() {
        var rate = ComplianceRate(secondsPerBucket: 10)
        for time in stride(from: 100, to: 110, by: 0.5) {
            rate.add([.of(1, .worn), .of(2, .notWorn), .of(3)], at: time)
        }
        rate.add([.of(1, .worn)], at: 131)
        #expect(rate.buckets.map(\.start) == [100, 110, 120, 130])
        #expect(rate.buckets.map(\.share) == [0.5, nil, nil, 1])
        #expect(rate.buckets.map { $0.people[nil] } == [1, 0, 0, 0])
        #expect(rate.people.total == 3)
        #expect(rate.people.share(of: [.worn]) == 0.5)
    }

    @Test func theLastDecisionCountsAndUnsureKeepsIt() {
        var rate = ComplianceRate()
        for (index, state) in [nil, MaskState.worn, nil, .notWorn, nil].enumerated() {
            rate.add([.of(1, state)], at: Double(index) / 10)
        }
        #expect(rate.buckets.map { $0.people[.notWorn] } == [1])
        #expect(rate.people.total == 1)
    }

    /// However the intervals are merged, they give the result of intervals of that length.
    @Test func longTimesGiveFewIntervals() throws {
        var rate = ComplianceRate()
        for second in 0..<7200 {
            rate.add(
                [.of(second / 20, second % 40 < 20 ? .worn : .notWorn), .of(second / 50 + 1000)], at: Double(second))
        }
        let buckets = rate.buckets
        let seconds = try #require(buckets.first?.seconds)
        #expect(buckets.count == 57)
        #expect(seconds == 128)
        var direct = ComplianceRate(secondsPerBucket: seconds)
        for second in 0..<7200 {
            direct.add(
                [.of(second / 20, second % 40 < 20 ? .worn : .notWorn), .of(second / 50 + 1000)], at: Double(second))
        }
        #expect(direct.buckets == buckets)
        #expect(rate.people.total == 360 + 144)
        #expect(rate.people.judged == 360)
    }

    @Test(arguments: [
        ([0, .nan, 1], 2, "not a number"), ([5, 0], 1, "a clock that jumps back"),
        ([0, 1e15], 57, "a clock that runs away"),
        ([], 0, "nothing"),
    ])
    func oddClocksAreTolerated(times: [Double], count: Int, reason: String) {
        var rate = ComplianceRate()
        for time in times { rate.add([.of(1, .worn)], at: time) }
        #expect(rate.buckets.count == count, "\(reason)")
        #expect(rate.people.total == min(times.count, 1))
    }
}
