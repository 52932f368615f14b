import Synchronization
import Testing

@testable import FaceMaskClassification

/// A network that doubles numbers, records its runs and blocks them until the test opens it.
private final class Doubling: Sendable {
    struct Failure: Error {}

    private struct State {
        var batches: [[Int]] = []
        /// Runs that wait until the test lets them through.
        var held: [CheckedContinuation<Void, Never>] = []
        var isOpen = false
        /// The test, which waits for a number of runs.
        var watcher: (count: Int, continuation: CheckedContinuation<Void, Never>)?
    }

    private let state = Mutex(State())

    var batches: [[Int]] { state.withLock { $0.batches } }

    @Sendable func run(_ numbers: [Int]) async throws -> [Int] {
        await withCheckedContinuation { continuation in
            let (isOpen, watcher) = state.withLock { state in
                state.batches.append(numbers)
                if !state.isOpen { state.held.append(continuation) }
                guard let watcher = state.watcher, state.batches.count >= watcher.count else {
                    return (state.isOpen, CheckedContinuation<Void, Never>?.none)
                }
                state.watcher = nil
                return (state.isOpen, watcher.continuation)
            }
            watcher?.resume()
            if isOpen { continuation.resume() }
        }
        try Task.checkCancellation()
        guard !numbers.contains(13) else { throw Failure() }
        return numbers.map { $0 * 2 }
    }

    /// Lets the held runs and all later ones through.
    func open() {
        let held = state.withLock { state in
            defer { state.held = [] }
            state.isOpen = true
            return state.held
        }
        for continuation in held { continuation.resume() }
    }

    /// Releases the run that was blocked first.
    func openOne() {
        let held = state.withLock { $0.held.removeFirst() }
        held.resume()
    }

    /// Returns when `count` runs have begun.
    func untilRuns(_ count: Int) async {
        await withCheckedContinuation { continuation in
            let hasBegun = state.withLock { state in
                if state.batches.count < count { state.watcher = (count, continuation) }
                return state.batches.count >= count
            }
            if hasBegun { continuation.resume() }
        }
    }
}

extension SharedRuns {
    /// Returns when `count` inputs wait for a run.
    fileprivate func untilWaiting(_ count: Int) async { while waitingCount < count { await Task.yield() } }
}

@Suite struct SharedRunsTests {
    private let network = Doubling()

    private func runs(batch: Int = 4, parallelism: Int = 1) -> SharedRuns<Int, Int> {
        SharedRuns(batch: batch, parallelism: parallelism, run: network.run)
    }

    @Test(arguments: [0, 1, 4, 5, 11])
    func aSingleTaskRunsWholeBatches(count: Int) async throws {
        network.open()
        let numbers = Array(0..<count)
        let doubled = try await runs().outputs(of: numbers.map { $0 + 100 })
        #expect(doubled == numbers.map { ($0 + 100) * 2 })
        #expect(network.batches.map(\.count).reduce(0, +) == count)
        #expect(network.batches.allSatisfy { $0.count <= 4 })
        #expect(network.batches.count == (count + 3) / 4)
    }

    @Test func waitingTasksShareTheNextRun() async throws {
        let runs = runs()
        async let first = runs.outputs(of: [1])
        await network.untilRuns(1)
        async let second = runs.outputs(of: [2, 3])
        await runs.untilWaiting(2)
        async let third = runs.outputs(of: [4])
        await runs.untilWaiting(3)
        network.open()
        #expect(try await [first, second, third] == [[2], [4, 6], [8]])
        #expect(network.batches == [[1], [2, 3, 4]])
    }

    @Test func severalRunsAreConcurrent() async throws {
        let runs = runs(parallelism: 2)
        async let first = runs.outputs(of: [1])
        await network.untilRuns(1)
        async let second = runs.outputs(of: [2])
        await network.untilRuns(2)
        async let third = runs.outputs(of: [3])
        await runs.untilWaiting(1)
        #expect(network.batches == [[1], [2]])
        network.open()
        #expect(try await [first, second, third] == [[2], [4], [6]])
    }

    @Test func aFailureReachesOnlyItsTask() async throws {
        let runs = runs()
        async let first = runs.outputs(of: [1])
        await network.untilRuns(1)
        let unlucky = Task { try await runs.outputs(of: [13]) }
        await runs.untilWaiting(1)
        async let other = runs.outputs(of: [5])
        await runs.untilWaiting(2)
        network.open()
        #expect(try await first == [2])
        await #expect(throws: Doubling.Failure.self) { try await unlucky.value }
        #expect(try await other == [10])
    }

    @Test func aCancelledTaskCancelsNoOther() async throws {
        let runs = runs()
        async let first = runs.outputs(of: [1])
        await network.untilRuns(1)
        let leaver = Task { try await runs.outputs(of: [2, 3]) }
        await runs.untilWaiting(2)
        async let other = runs.outputs(of: [5])
        await runs.untilWaiting(3)
        leaver.cancel()
        network.open()
        #expect(try await first == [2])
        #expect(try await other == [10])
        await #expect(throws: CancellationError.self) { try await leaver.value }
        #expect(await runs.waitingCount == 0, "what nobody wants any more isn't kept")
    }

    /// The run with its input continues.
    @Test func cancellationEndsWaitingForAnothersRun() async throws {
        let runs = runs()
        async let first = runs.outputs(of: [1])
        await network.untilRuns(1)
        async let second = runs.outputs(of: [2])
        await runs.untilWaiting(1)
        let leaver = Task { try await runs.outputs(of: [3]) }
        await runs.untilWaiting(2)
        network.openOne()
        await network.untilRuns(2)
        #expect(network.batches == [[1], [2, 3]])
        leaver.cancel()
        await #expect(throws: CancellationError.self) { try await leaver.value }
        network.open()
        #expect(try await [first, second] == [[2], [4]])
    }

    @Test func cancellationEndsWaitingForAPermit() async throws {
        let runs = runs()
        async let first = runs.outputs(of: [1])
        await network.untilRuns(1)
        let leaver = Task { try await runs.outputs(of: [3]) }
        await runs.untilWaiting(1)
        leaver.cancel()
        await #expect(throws: CancellationError.self) { try await leaver.value }
        #expect(await runs.waitingCount == 0)
        network.open()
        #expect(try await first == [2])
        #expect(network.batches == [[1]])
    }

    /// What another's run took along and could not do is done by itself.
    @Test func inputsOfAFailedRunAreRunAgain() async throws {
        let runs = runs()
        async let first = runs.outputs(of: [1])
        await network.untilRuns(1)
        let unlucky = Task { try await runs.outputs(of: [13]) }
        await runs.untilWaiting(1)
        async let other = runs.outputs(of: [5, 6])
        await runs.untilWaiting(3)
        network.open()
        await #expect(throws: Doubling.Failure.self) { try await unlucky.value }
        #expect(try await [first, other] == [[2], [10, 12]])
        #expect(network.batches == [[1], [13, 5, 6], [5, 6]])
    }

    @Test func manyTasksGetTheirOwnOutputs() async throws {
        network.open()
        let runs = runs(batch: 3, parallelism: 2)
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 100..<200 {
                group.addTask {
                    try await runs.outputs(of: [number, number + 1000]) == [number * 2, number * 2 + 2000]
                }
            }
            for try await isRight in group { #expect(isRight) }
        }
        #expect(network.batches.allSatisfy { $0.count <= 3 })
    }
}
