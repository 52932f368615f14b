internal import FaceMaskConcurrency

/// Lets tasks that want the same network at the same time share its runs: cameras, or the pictures of a folder.
///
/// The task that runs the network also takes along inputs of others, up to one batch, so that four cameras with one face each
/// cost two runs, not four. No task waits for others: if the network is free, it runs at once.
actor SharedRuns<Input: Sendable, Output: Sendable> {
    /// Returns one output for each input, in their order.
    typealias Run = @Sendable ([Input]) async throws -> [Output]

    private let batch: Int
    private let run: Run
    private let turns: AsyncSemaphore
    private var waiting: [(ticket: Int, input: Input)] = []
    /// For each input in a run, by its ticket, a semaphore whose only permit that run holds until it ends.
    private var running: [Int: AsyncSemaphore] = [:]
    private var outputs: [Int: Output] = [:]
    /// Tickets whose owner still wants them.
    private var wanted: Set<Int> = []
    private var nextTicket = 0

    /// At most `batch` inputs go into one run, and `parallelism` runs are under way; each at least 1.
    init(batch: Int, parallelism: Int, run: @escaping Run) {
        precondition(batch > 0 && parallelism > 0, "a run has at least one input")
        (self.batch, self.run) = (batch, run)
        turns = AsyncSemaphore(limit: parallelism)
    }

    /// Returns one output for each input, in their order.
    ///
    /// - Throws: What a run of its own inputs throws, or `CancellationError` as soon as the task is cancelled; a failure or
    ///   cancellation of another task never reaches this one.
    func outputs(of inputs: [Input]) async throws -> [Output] {
        let tickets = nextTicket..<(nextTicket + inputs.count)
        nextTicket = tickets.upperBound
        waiting += zip(tickets, inputs).map { (ticket: $0, input: $1) }
        wanted.formUnion(tickets)
        defer { forget(tickets) }
        while true {
            if waiting.contains(where: { tickets.contains($0.ticket) }) {
                try await turns.withPermits { try await runNext(for: tickets) }
            } else if let run = tickets.lazy.compactMap({ self.running[$0] }).first {
                // Another task took the input along: wait until its run has ended.
                try await run.withPermits {}
            } else {
                return tickets.compactMap { outputs[$0] }
            }
            try Task.checkCancellation()
        }
    }

    /// Inputs that no run has taken yet.
    var waitingCount: Int { waiting.count }

    private func runNext(for tickets: Range<Int>) async throws {
        let ending = AsyncSemaphore(limit: 1)
        try await ending.withPermits {
            // A task before this one may have taken everything along.
            guard waiting.contains(where: { tickets.contains($0.ticket) }) else { return }
            let taken = Array(waiting.prefix(batch))
            waiting.removeFirst(taken.count)
            for item in taken { running[item.ticket] = ending }
            defer { for item in taken { running[item.ticket] = nil } }
            do {
                let results = try await run(taken.map(\.input))
                for (item, result) in zip(taken, results) where wanted.contains(item.ticket) {
                    outputs[item.ticket] = result
                }
            } catch {
                // The other tasks try again themselves.
                waiting = taken.filter { wanted.contains($0.ticket) } + waiting
                throw error
            }
        }
    }

    private func forget(_ tickets: Range<Int>) {
        wanted.subtract(tickets)
        for ticket in tickets { outputs[ticket] = nil }
        waiting.removeAll { !wanted.contains($0.ticket) }
    }
}
