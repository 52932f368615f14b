import Testing

@testable import FaceMaskConcurrency

@Suite(.timeLimit(.minutes(20))) struct AsyncSemaphoreTests {
    @Test(arguments: [
        ([5, 5, 5, 5], 10, "two at a time"), ([1, 1, 1, 1], 10, "all at once"),
        ([50, 1, 50, 1], 10, "one is too large"),
        ([0, 0, 0], 10, "nothing takes no room"), ([10, 10, 10], 10, "one by one"), ([1, 1, 1], 1, "a lock"),
    ])
    func theLimitIsExceededOnlyByASingleTask(counts: [Int], limit: Int, reason: String) async throws {
        let semaphore = AsyncSemaphore(limit: limit)
        let held = Shared<[Int]>([])
        try await withThrowingTaskGroup(of: Void.self) { group in
            for count in counts {
                group.addTask {
                    try await semaphore.withPermits(count) {
                        held.change {
                            $0.append(count)
                            #expect($0.reduce(0, +) <= limit || $0.filter { $0 > 0 }.count == 1, "\(reason)")
                        }
                        await Task.yield()
                        held.change { _ = $0.remove(at: $0.firstIndex(of: count) ?? 0) }
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(held.value.isEmpty)
    }

    /// One task after the other begins to wait, so that their order is known.
    private func wait(
        for counts: [Int], _ semaphore: AsyncSemaphore, _ log: Log<Int>,
        in group: inout ThrowingTaskGroup<Void, any Error>
    ) async {
        for (index, count) in counts.enumerated() {
            group.addTask {
                try await semaphore.acquire(count)
                log.add(index)
            }
            while semaphore.waitingCount <= index, !Task.isCancelled { await Task.yield() }
        }
    }

    @Test func permitsAreGrantedInTheOrderOfRequests() async throws {
        let (semaphore, log) = (AsyncSemaphore(limit: 1), Log<Int>())
        try await semaphore.acquire()
        try await withThrowingTaskGroup(of: Void.self) { group in
            await wait(for: [1, 1, 1, 1], semaphore, log, in: &group)
            for served in 1...4 {
                semaphore.release()
                try await group.next()
                #expect(log.entries == Array(0..<served))
            }
        }
    }

    @Test func aSmallRequestDoesNotOvertakeALargeOne() async throws {
        let (semaphore, log) = (AsyncSemaphore(limit: 10), Log<Int>())
        try await semaphore.acquire(5)
        try await withThrowingTaskGroup(of: Void.self) { group in
            await wait(for: [8, 1], semaphore, log, in: &group)
            #expect(log.entries.isEmpty, "one would fit, but is behind the eight")
            semaphore.release(5)
            try await group.waitForAll()
            #expect(log.entries.sorted() == [0, 1], "nine fit together")
        }
    }

    @Test func aCancelledWaitingTaskThrowsImmediately() async throws {
        let semaphore = AsyncSemaphore(limit: 1)
        try await semaphore.acquire()
        let waiting = Task { try await semaphore.withPermits { Issue.record("nobody gave it a permit") } }
        while semaphore.waitingCount == 0, !Task.isCancelled { await Task.yield() }
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
        #expect(semaphore.waitingCount == 0)
        semaphore.release()
        try await semaphore.withPermits {}
    }

    @Test func aCancelledTaskTakesNoFreePermit() async throws {
        let semaphore = AsyncSemaphore(limit: 1)
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            try await semaphore.acquire()
        }
        await #expect(throws: CancellationError.self) { try await task.value }
        try await semaphore.withPermits {}
    }

    @Test func aLargeRequestThatIsCancelledLetsSmallOnesPass() async throws {
        let (semaphore, log) = (AsyncSemaphore(limit: 10), Log<Int>())
        try await semaphore.acquire(5)
        let large = Task { try await semaphore.acquire(8) }
        while semaphore.waitingCount == 0, !Task.isCancelled { await Task.yield() }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<2 {
                group.addTask {
                    try await semaphore.acquire(2)
                    log.add(index)
                }
            }
            while semaphore.waitingCount < 3, !Task.isCancelled { await Task.yield() }
            large.cancel()
            try await group.waitForAll()
            #expect(log.entries.sorted() == [0, 1])
        }
        await #expect(throws: CancellationError.self) { try await large.value }
    }

    @Test func permitsAreReturnedAfterAnError() async throws {
        struct Failure: Error {}
        let semaphore = AsyncSemaphore(limit: 1)
        await #expect(throws: Failure.self) { try await semaphore.withPermits { throw Failure() } }
        #expect(try await semaphore.withPermits { 7 } == 7)
    }

    /// Cancellation and release meet in every order; no permit is lost and none is granted twice.
    @Test func permitsAreNeverLost() async throws {
        let semaphore = AsyncSemaphore(limit: 2)
        let running = Shared(0)
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<400 {
                group.addTask {
                    let task = Task {
                        try await semaphore.withPermits {
                            running.change {
                                $0 += 1
                                #expect($0 <= 2)
                            }
                            await Task.yield()
                            running.change { $0 -= 1 }
                        }
                    }
                    if number.isMultiple(of: 2) { task.cancel() }
                    _ = await task.result
                }
            }
        }
        #expect(semaphore.waitingCount == 0)
        try await semaphore.withPermits(2) {}
    }
}
