import Synchronization
import Testing

@testable import facemask

struct OrderedWorkTests {
    /// How many were under way, and how far ahead of what was handed on.
    private final class Record: Sendable {
        private let state = Mutex<(running: Int, most: Int, begun: Int, handed: Int, farthest: Int)>((0, 0, 0, 0, 0))

        func begin() {
            state.withLock { state in
                state.running += 1
                state.begun += 1
                state.most = max(state.most, state.running)
                state.farthest = max(state.farthest, state.begun - state.handed)
            }
        }
        func end() { state.withLock { $0.running -= 1 } }
        func hand() { state.withLock { $0.handed += 1 } }
        var most: Int { state.withLock(\.most) }
        /// How many were begun and not yet handed on, at most.
        var farthest: Int { state.withLock(\.farthest) }
        var begun: Int { state.withLock(\.begun) }
    }

    @Test(.timeLimit(.minutes(1)), arguments: [(1, 0), (2, 0), (3, 5), (4, 100)])
    func resultsComeInOrderAndFewWait(parallelism: Int, waiting: Int) async throws {
        let record = Record()
        var handed: [Int] = []
        try await workInOrder(on: Array(0..<60), parallelism: parallelism, waiting: waiting) { number in
            record.begin()
            // Every seventh takes longer than those after it.
            for _ in 0..<(number.isMultiple(of: 7) ? 200 : 1) { await Task.yield() }
            record.end()
            return number
        } receive: {
            record.hand()
            handed.append($0)
        }
        #expect(handed == Array(0..<60))
        #expect(record.most == parallelism)
        #expect(record.farthest <= parallelism + waiting)
    }

    /// The first waits until five others have begun, which takes room for the results of four.
    @Test(.timeLimit(.minutes(1))) func oneThatTakesLongHoldsUpNobody() async throws {
        let record = Record()
        var handed: [Int] = []
        try await workInOrder(on: Array(0..<6), parallelism: 2, waiting: 4) { number in
            record.begin()
            while number == 0, record.begun < 6 { await Task.yield() }
            return number
        } receive: {
            handed.append($0)
        }
        #expect(handed == Array(0..<6))
    }

    @Test func nothingNewBeginsWhenNobodyWantsIt() async throws {
        var (handed, isWanted) = ([Int](), true)
        try await workInOrder(on: Array(0..<100), parallelism: 2, while: { isWanted }, { $0 }) {
            handed.append($0)
            isWanted = $0 < 9
        }
        #expect((10...12).contains(handed.count) && handed == Array(0..<handed.count))
    }

    @Test func aFailureEndsEverything() async {
        struct Failure: Error {}
        await #expect(throws: Failure.self) {
            try await workInOrder(
                on: Array(0..<9), parallelism: 2, { if $0 == 4 { throw Failure() } }, receive: { _ in })
        }
    }
}
