import FaceMaskConcurrency
import Synchronization
import TestSupport
import Testing

/// Numbers from 0 on that note how many were read, and end by an error where one is given.
private struct Numbers: AsyncSequence, Sendable {
    struct Refusal: Error {}

    let count: Int
    var fails = false
    let read = Log<Int>()

    struct Iterator: AsyncIteratorProtocol {
        let numbers: Numbers
        var next = 0

        mutating func next() async throws -> Int? {
            guard next < numbers.count else {
                if numbers.fails { throw Refusal() }
                return nil
            }
            defer { next += 1 }
            numbers.read.add(next)
            return next
        }
    }

    func makeAsyncIterator() -> Iterator { Iterator(numbers: self) }
}

@Suite(.timeLimit(.minutes(20))) struct OrderedMapTests {
    /// The number of elements in work, and the distance to the last received one.
    private final class Record: Sendable {
        private let state = Mutex((running: 0, most: 0, begun: 0, received: 0, farthest: 0))

        func begin() {
            state.withLock { state in
                state.running += 1
                state.begun += 1
                state.most = max(state.most, state.running)
                state.farthest = max(state.farthest, state.begun - state.received)
            }
        }
        func end() { state.withLock { $0.running -= 1 } }
        func receive() { state.withLock { $0.received += 1 } }
        var most: Int { state.withLock(\.most) }
        /// How many were begun and not received, at most.
        var farthest: Int { state.withLock(\.farthest) }
        var begun: Int { state.withLock(\.begun) }
    }

    @Test(arguments: [(1, 0), (2, 0), (3, 5), (4, 100)])
    func resultsAreOrderedAndFewWait(parallelism: Int, waiting: Int) async throws {
        let record = Record()
        var received: [Int] = []
        try await orderedMap(Array(0..<60), parallelism: parallelism, waiting: waiting) { number in
            record.begin()
            // Every seventh takes longer than those after it.
            for _ in 0..<(number.isMultiple(of: 7) ? 200 : 1) { await Task.yield() }
            record.end()
            return number
        } receive: {
            record.receive()
            received.append($0)
        }
        #expect(received == Array(0..<60))
        #expect(record.most <= parallelism)
        #expect(record.farthest <= parallelism + waiting)
    }

    @Test(arguments: [(1, 0), (3, 0), (2, 3)])
    func theAllowedParallelismIsUsed(parallelism: Int, waiting: Int) async throws {
        let gate = NumberedGate()
        async let received = {
            var received: [Int] = []
            try await orderedMap(Array(0..<20), parallelism: parallelism, waiting: waiting) { number in
                try await gate.pass(number)
                return number
            } receive: {
                received.append($0)
            }
            return received
        }()
        await gate.untilWaiting(parallelism)
        // All but the first go through: as many are begun as may wait for it.
        for number in 1..<20 { gate.open(number) }
        while gate.started.count < parallelism + waiting, !Task.isCancelled { await Task.yield() }
        gate.open(0)
        #expect(try await received == Array(0..<20))
        #expect(gate.most == parallelism)
    }

    /// The first waits until five others have begun, which takes room for the results of four.
    @Test func aSlowInputDoesNotHoldUpOthers() async throws {
        let record = Record()
        var received: [Int] = []
        try await orderedMap(Array(0..<6), parallelism: 2, waiting: 4) { number in
            record.begin()
            while number == 0, record.begun < 6, !Task.isCancelled { await Task.yield() }
            return number
        } receive: {
            received.append($0)
        }
        #expect(received == Array(0..<6))
    }

    @Test func anEmptyArrayIsDone() async throws {
        try await orderedMap(
            [Int](), parallelism: 2, { _ in Issue.record("there is nothing to do") }, receive: { _ in })
    }

    @Test(arguments: [0, 1, 30], [1, 4])
    func readAheadIsLimited(count: Int, readAhead: Int) async throws {
        let (numbers, farthest) = (Numbers(count: count), Shared(0))
        var received: [Int] = []
        let limits = OrderedMapLimits(parallelism: 2, waiting: 1, readAhead: readAhead)
        try await orderedMap(numbers, limits: limits) {
            $0
        } receive: { number in
            // Time for more than is allowed.
            for _ in 0..<50 { await Task.yield() }
            let ahead = numbers.read.entries.count - received.count
            farthest.change { $0 = max($0, ahead) }
            received.append(number)
        }
        #expect(received == Array(0..<count))
        #expect(farthest.value <= 2 + 1 + readAhead)
    }

    @Test func aFailureComesAfterTheResultsBeforeIt() async {
        struct Failure: Error {}
        let gate = NumberedGate()
        var received: [Int] = []
        await #expect(throws: Failure.self) {
            try await orderedMap(Array(0..<50), parallelism: 3) { number in
                if number == 4 { throw Failure() }
                if number > 4 { try await gate.pass(number) }
                return number
            } receive: {
                received.append($0)
            }
        }
        #expect(received == [0, 1, 2, 3])
        #expect(gate.cancelled == gate.started && gate.waiting.isEmpty, "what was under way behind it is cancelled")
        #expect(gate.started.allSatisfy { $0 < 4 + 3 }, "and nothing else began")
    }

    /// The first is still at work when the second fails.
    @Test func nothingStartsAfterAFailure() async {
        struct Failure: Error {}
        let (gate, failed) = (NumberedGate(), Log<Int>())
        async let error = #expect(throws: Failure.self) {
            try await orderedMap(Array(0..<50), parallelism: 2, waiting: 40) { number in
                if number == 1 {
                    failed.add(1)
                    throw Failure()
                }
                try await gate.pass(number)
            } receive: {
            }
        }
        while failed.entries.isEmpty, !Task.isCancelled { await Task.yield() }
        for _ in 0..<200 { await Task.yield() }
        gate.open()
        _ = await error
        #expect(gate.started == [0] && gate.cancelled.isEmpty)
    }

    @Test func aSequencesFailureComesAfterItsElements() async {
        var received: [Int] = []
        await #expect(throws: Numbers.Refusal.self) {
            try await orderedMap(Numbers(count: 5, fails: true), limits: OrderedMapLimits(parallelism: 2)) {
                await Task.yield()
                return $0
            } receive: {
                received.append($0)
            }
        }
        #expect(received == [0, 1, 2, 3, 4])
    }

    @Test func anErrorInReceiveEndsEverything() async {
        struct Full: Error {}
        let gate = NumberedGate()
        await #expect(throws: Full.self) {
            try await orderedMap(Array(0..<50), parallelism: 3) { number in
                if number > 0 { try await gate.pass(number) }
            } receive: {
                await gate.untilWaiting(2)
                throw Full()
            }
        }
        #expect(gate.started == [1, 2] && gate.cancelled == [1, 2])
    }

    @Test func cancellationCancelsRunningWorkAndStartsNone() async {
        let gate = NumberedGate()
        let task = Task {
            try await orderedMap(Array(0..<50), parallelism: 3) {
                try await gate.pass($0)
            } receive: {
                Issue.record("nothing is done")
            }
        }
        await gate.untilWaiting(3)
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(gate.started == [0, 1, 2] && gate.cancelled == [0, 1, 2])
    }

    /// Work that ignores cancellation finishes, and its results are received.
    @Test func resultsAfterACancellationAreReceived() async {
        let (begun, open, received) = (Log<Int>(), Log<Int>(), Log<Int>())
        let task = Task {
            try await orderedMap(Array(0..<50), parallelism: 3) { number in
                begun.add(number)
                while open.entries.isEmpty { await Task.yield() }
                return number
            } receive: {
                received.add($0)
            }
        }
        while begun.entries.count < 3, !Task.isCancelled { await Task.yield() }
        task.cancel()
        open.add(1)
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(begun.entries.sorted() == [0, 1, 2] && received.entries == [0, 1, 2])
    }

    @Test func aTaskCancelledBeforehandStartsNothing() async {
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            try await orderedMap(
                [1, 2, 3], parallelism: 2, { _ in Issue.record("it was cancelled") }, receive: { _ in })
        }
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}
