import Dispatch
import FaceMaskConcurrency
import Testing

@Suite(.timeLimit(.minutes(20))) struct ConcurrentlyTests {
    private struct First: Error {}
    private struct Second: Error {}

    /// Each waits for the other, which only two threads can do.
    @Test func bothRunAtOnce() throws {
        let (one, other) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        let (number, word) = try concurrently(
            {
                one.signal()
                other.wait()
                return 1
            },
            {
                other.signal()
                one.wait()
                return "two"
            })
        #expect(number == 1 && word == "two")
    }

    @Test func theFirstFunctionsErrorTakesPrecedence() {
        #expect(throws: First.self) { try concurrently({ throw First() }, { throw Second() }) as (Void, Void) }
        #expect(throws: Second.self) { try concurrently({}, { throw Second() }) as (Void, Void) }
    }
}
