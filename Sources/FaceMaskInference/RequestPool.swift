/// Gives each request to one task at a time. Tasks that find none free wait in order.
actor RequestPool {
    nonisolated let size: Int
    private var free: [InferenceRequest]
    private var waiting: [CheckedContinuation<InferenceRequest, Never>] = []

    init(_ requests: [InferenceRequest]) {
        free = requests
        size = requests.count
    }

    /// Waits for a free request. Throws `CancellationError` if the task was cancelled by then.
    func take() async throws -> InferenceRequest {
        try Task.checkCancellation()
        if let request = free.popLast() { return request }
        let request = await withCheckedContinuation { waiting.append($0) }
        if Task.isCancelled {
            giveBack(request)
            throw CancellationError()
        }
        return request
    }

    func giveBack(_ request: InferenceRequest) {
        if waiting.isEmpty {
            free.append(request)
        } else {
            waiting.removeFirst().resume(returning: request)
        }
    }
}
