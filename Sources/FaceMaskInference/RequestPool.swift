internal import FaceMaskConcurrency
internal import Synchronization

/// Lends each request to one task at a time; tasks that find none free wait in order.
final class RequestPool: Sendable {
    let size: Int
    private let turns: AsyncSemaphore
    private let free: Mutex<[InferenceRequest]>

    init(_ requests: [InferenceRequest]) {
        size = requests.count
        turns = AsyncSemaphore(limit: requests.count)
        free = Mutex(requests)
    }

    /// Calls `body` with a request that is the calling task's own until `body` returns.
    ///
    /// - Throws: `CancellationError` when the task is cancelled before its turn comes, or what `body` throws.
    func withRequest<Result>(_ body: (InferenceRequest) async throws -> Result) async throws -> Result {
        try await turns.withPermits {
            let request = free.withLock { $0.removeLast() }
            defer { free.withLock { $0.append(request) } }
            return try await body(request)
        }
    }
}
