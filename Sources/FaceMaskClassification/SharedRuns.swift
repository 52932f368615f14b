/// Lets tasks that want the same network at the same time share its runs: cameras, or the pictures of a folder.
///
/// Whoever's turn it is takes along what others wait for, up to a whole batch, so that four cameras with one face each cost
/// two runs, not four. Nobody waits for company: a task that finds the network free runs it at once.
actor SharedRuns<Input: Sendable, Output: Sendable> {
    /// Returns one output for each input, in their order.
    typealias Run = @Sendable ([Input]) async throws -> [Output]

    private let batch: Int
    private let run: Run
    private var waiting: [(ticket: Int, input: Input)] = []
    private var outputs: [Int: Output] = [:]
    /// Tickets whose owner still wants them.
    private var wanted: Set<Int> = []
    private var nextTicket = 0
    private var free: Int
    private var turns: [CheckedContinuation<Void, Never>] = []
    /// Tasks whose inputs others run.
    private var watchers: [CheckedContinuation<Void, Never>] = []

    /// At most `batch` inputs go into one run, and `parallelism` runs are under way; each at least 1.
    init(batch: Int, parallelism: Int, run: @escaping Run) {
        precondition(batch > 0 && parallelism > 0, "a run has at least one input")
        (self.batch, self.run) = (batch, run)
        free = parallelism
    }

    /// One output for each input, in their order.
    ///
    /// Throws what a run of its own inputs throws; a failure or cancellation of another task never reaches this one.
    func outputs(of inputs: [Input]) async throws -> [Output] {
        let tickets = nextTicket..<(nextTicket + inputs.count)
        nextTicket = tickets.upperBound
        waiting += zip(tickets, inputs).map { (ticket: $0, input: $1) }
        wanted.formUnion(tickets)
        defer { forget(tickets) }
        while tickets.contains(where: { outputs[$0] == nil }) {
            if waiting.contains(where: { tickets.contains($0.ticket) }) {
                try await runInTurn(for: tickets)
            } else {
                await nextCompletion()
            }
            try Task.checkCancellation()
        }
        return tickets.compactMap { outputs[$0] }
    }

    /// Inputs that no run has taken yet.
    var waitingCount: Int { waiting.count }

    private func runInTurn(for tickets: Range<Int>) async throws {
        await takeTurn()
        defer { passTurn() }
        try Task.checkCancellation()
        // A task before this one may have taken everything along.
        guard waiting.contains(where: { tickets.contains($0.ticket) }) else { return }
        let taken = Array(waiting.prefix(batch))
        waiting.removeFirst(taken.count)
        defer { tellCompletion() }
        do {
            let results = try await run(taken.map(\.input))
            for (item, result) in zip(taken, results) where wanted.contains(item.ticket) {
                outputs[item.ticket] = result
            }
        } catch {
            // The others try again by themselves.
            waiting = taken.filter { wanted.contains($0.ticket) } + waiting
            throw error
        }
    }

    private func nextCompletion() async {
        await withCheckedContinuation { watchers.append($0) }
    }

    private func tellCompletion() {
        for watcher in watchers { watcher.resume() }
        watchers = []
    }

    private func forget(_ tickets: Range<Int>) {
        wanted.subtract(tickets)
        for ticket in tickets { outputs[ticket] = nil }
        waiting.removeAll { !wanted.contains($0.ticket) }
    }

    private func takeTurn() async {
        if free > 0 {
            free -= 1
        } else {
            await withCheckedContinuation { turns.append($0) }
        }
    }

    private func passTurn() {
        if turns.isEmpty { free += 1 } else { turns.removeFirst().resume() }
    }
}
