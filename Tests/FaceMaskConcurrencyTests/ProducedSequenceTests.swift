import FaceMaskConcurrency
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(20))) struct ProducedSequenceTests {
    private struct Failure: Error {}

    /// Numbers from 0 on, each recorded when it is produced; the end of the producing task is recorded as −1.
    private static func numbers(
        _ count: Int, ahead: Int, _ log: Log<Int>, then error: Failure? = nil
    ) -> ProducedSequence<Int> {
        ProducedSequence(ahead: ahead) { output in
            defer { log.add(-1) }
            for number in 0..<count {
                try await output.append {
                    log.add(number)
                    return number
                }
            }
            if let error { throw error }
        }
    }

    private func untilEnded(_ log: Log<Int>) async {
        while log.entries.last != -1, !Task.isCancelled { await Task.yield() }
    }

    @Test(arguments: [0, 1, 2, 50], [1, 3])
    func everythingComesInOrder(count: Int, ahead: Int) async throws {
        var taken: [Int] = []
        for try await number in Self.numbers(count, ahead: ahead, Log()) { taken.append(number) }
        #expect(taken == Array(0..<count))
    }

    @Test func anErrorIsThrownOnceAfterTheElements() async throws {
        let iterator = Self.numbers(2, ahead: 5, Log(), then: Failure()).makeAsyncIterator()
        #expect(try await iterator.next() == 0)
        #expect(try await iterator.next() == 1)
        await #expect(throws: Failure.self) { try await iterator.next() }
        #expect(try await iterator.next() == nil)
    }

    @Test(arguments: [1, 2, 7])
    func productionAheadIsLimited(ahead: Int) async throws {
        let log = Log<Int>()
        let iterator = Self.numbers(100, ahead: ahead, log).makeAsyncIterator()
        for taken in 1...5 {
            _ = try await iterator.next()
            for _ in 0..<100 { await Task.yield() }
            #expect(log.entries.count <= taken + ahead)
        }
        while log.entries.count < 5 + ahead, !Task.isCancelled { await Task.yield() }
    }

    @Test func anAbandonedIteratorEndsTheTask() async throws {
        let log = Log<Int>()
        do {
            let iterator = Self.numbers(100, ahead: 2, log).makeAsyncIterator()
            #expect(try await iterator.next() == 0)
            while log.entries.count < 3, !Task.isCancelled { await Task.yield() }
        }
        await untilEnded(log)
        #expect(log.entries == [0, 1, 2, -1])
    }

    @Test func anUnusedIteratorEndsTheTask() async {
        let (log, gate) = (Log<Int>(), NumberedGate())
        do {
            let sequence = ProducedSequence<Int>(ahead: 1) { _ in
                defer { log.add(-1) }
                try await gate.pass(0)
            }
            _ = sequence.makeAsyncIterator()
        }
        await untilEnded(log)
        #expect(gate.waiting.isEmpty)
    }

    @Test func aCancelledLoopSimplyEndsAndTheTaskHasEnded() async throws {
        let (log, taken, gate) = (Log<Int>(), Log<Int>(), NumberedGate())
        let sequence = ProducedSequence<Int>(ahead: 3) { output in
            defer { log.add(-1) }
            try await output.append { 7 }
            try await output.append {
                try await gate.pass(0)
                return 8
            }
        }
        let task = Task {
            for try await number in sequence { taken.add(number) }
            return log.entries
        }
        while taken.entries.isEmpty, !Task.isCancelled { await Task.yield() }
        await gate.untilWaiting(1)
        task.cancel()
        #expect(try await task.value == [-1])
        #expect(taken.entries == [7] && gate.cancelled == [0])
    }

    /// What is ready isn't handed out any more.
    @Test func aLoopCancelledBetweenElementsEndsToo() async throws {
        let log = Log<Int>()
        let task = Task {
            var taken: [Int] = []
            for try await number in Self.numbers(100, ahead: 4, log) {
                taken.append(number)
                if number == 1 { withUnsafeCurrentTask { $0?.cancel() } }
            }
            return (taken, log.entries.last)
        }
        let (taken, last) = try await task.value
        #expect(taken == [0, 1] && last == -1)
    }

    @Test func roomIsReturnedIfProductionFails() async throws {
        let sequence = ProducedSequence<Int>(ahead: 1) { output in
            for number in 0..<3 {
                do {
                    try await output.append {
                        if number < 2 { throw Failure() }
                        return number
                    }
                } catch is Failure {}
            }
        }
        var taken: [Int] = []
        for try await number in sequence { taken.append(number) }
        #expect(taken == [2])
    }
}
