import Foundation
import Testing

@testable import FaceMaskTrainers

struct RateScheduleTests {
    /// The formulas as the two recipes had them: a changed digit would make trainings irreproducible.
    @Test(arguments: [1, 2, 7, 200, 201, 4310])
    func bothRecipesKeepTheirNumbers(steps: Int) {
        let (classifier, detector) = (DefaultRecipe(), DetectorRecipe())
        for step in 0..<steps {
            let done = Double(step) + 1
            func fallen(_ rising: Double) -> Double {
                0.5 * (1 + cos(.pi * (done - rising) / max(Double(steps) - rising, 1)))
            }
            let (share, count) = (max(Double(steps) * 0.05, 1), Double(min(200, steps)))
            #expect(classifier.schedule(of: steps).share(at: step) == (done <= share ? done / share : fallen(share)))
            #expect(
                detector.schedule(of: steps).share(at: step)
                    == (done <= count ? done / count : 0.02 + (1 - 0.02) * fallen(count)))
        }
    }

    @Test func itRisesToOneAndFallsToItsFloor() {
        let schedule = RateSchedule(steps: 100, rising: 10, floor: 0.1)
        let shares = (0..<100).map(schedule.share)
        #expect(shares[9] == 1 && shares.max() == 1 && abs(shares[99] - 0.1) < 1e-12)
        #expect(zip(shares.prefix(9), shares.dropFirst()).allSatisfy(<))
        #expect(zip(shares.dropFirst(9), shares.dropFirst(10)).allSatisfy(>))
    }
}
