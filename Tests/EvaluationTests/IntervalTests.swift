import Foundation
import Testing

@testable import FaceMaskEvaluation

struct IntervalTests {
    @Test func `Wilson's interval agrees with SciPy`() throws {
        for reference in try Reference.load().wilson {
            let interval = Interval.wilson(successes: reference.successes, of: reference.trials)
            #expect(abs(interval.lower - reference.lower) < 1e-12, "\(reference)")
            #expect(abs(interval.upper - reference.upper) < 1e-12, "\(reference)")
        }
    }

    @Test(arguments: [1, 2, 7, 275, 100_000])
    func `Wilson's interval contains its estimate, is within 0…1 and symmetric`(trials: Int) {
        for successes in Set([0, 1, trials / 2, trials - 1, trials]) {
            let interval = Interval.wilson(successes: successes, of: trials)
            #expect(0 <= interval.lower && interval.lower <= interval.estimate)
            #expect(interval.estimate <= interval.upper && interval.upper <= 1)
            let mirror = Interval.wilson(successes: trials - successes, of: trials)
            #expect(abs(interval.lower - (1 - mirror.upper)) < 1e-12)
        }
    }

    @Test func `without trials the interval is 0…1`() {
        #expect(Interval.wilson(successes: 0, of: 0) == Interval(lower: 0, estimate: 0, upper: 1))
    }
}
