/// Lets at most two programs run at a time, however many test cases run concurrently.
actor ProgramLimit {
    private static let shared = ProgramLimit()
    private static let most = 2
    private var running = 0
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// Runs `body` as soon as fewer than two others run.
    static func run<Result: Sendable>(_ body: @Sendable () async throws -> Result) async throws -> Result {
        await shared.enter()
        do {
            let result = try await body()
            await shared.leave()
            return result
        } catch {
            await shared.leave()
            throw error
        }
    }

    private func enter() async {
        if running < Self.most {
            running += 1
        } else {
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    private func leave() {
        if waiting.isEmpty { running -= 1 } else { waiting.removeFirst().resume() }
    }
}
