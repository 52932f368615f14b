internal import FaceMaskCOpenVINO
internal import Synchronization

/// A request of a network: its input, its outputs, and the wait for them.
final class InferenceRequest: Sendable {
    private let handle: Handle
    private let network: String
    private let completion: Completion

    init(_ handle: Handle, network: String) throws {
        self.handle = handle
        self.network = network
        completion = Completion()
        try check(.failedRequest, network, ov_infer_request_set_callback(handle.pointer, completion.callback))
    }

    func fill(shape: [Int], _ body: (inout MutableSpan<Float>) throws -> Void) throws {
        let tensor = try created(.failedRequest, network) {
            ov_infer_request_get_input_tensor_by_index(handle.pointer, 0, $0)
        }
        defer { ov_tensor_free(tensor) }
        var lengths = shape.map(Int64.init)
        try lengths.withUnsafeMutableBufferPointer { lengths in
            let shape = ov_shape_t(rank: Int64(lengths.count), dims: lengths.baseAddress)
            try check(.failedRequest, network, ov_tensor_set_shape(tensor, shape))
        }
        var span = MutableSpan(_unsafeElements: try values(of: tensor))
        try body(&span)
    }

    /// Runs the network on the library's threads. The calling task is suspended meanwhile, and no thread is blocked.
    func run() async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            completion.waiting.withLock { $0 = continuation }
            do {
                try check(.failedRequest, network, ov_infer_request_start_async(handle.pointer))
            } catch {
                completion.waiting.withLock { $0 = nil }
                continuation.resume(throwing: error)
            }
        }
        // The callback says only that the run ended; this call returns at once and says how.
        try check(.failedRequest, network, ov_infer_request_wait(handle.pointer))
    }

    /// Runs the network on zeros and blocks the calling thread. Only for a request that isn't shared yet.
    func runOnZeros(shape: [Int]) throws {
        try fill(shape: shape) { $0.update(repeating: 0) }
        try check(.failedRequest, network, ov_infer_request_infer(handle.pointer))
    }

    func withOutput<Result>(_ index: Int, _ body: (Span<Float>) throws -> Result) throws -> Result {
        try withOutputTensor(index) { tensor in
            try body(Span(_unsafeElements: UnsafeBufferPointer(try values(of: tensor))))
        }
    }

    private func withOutputTensor<Result>(_ index: Int, _ body: (OpaquePointer) throws -> Result) throws -> Result {
        let tensor = try created(.failedRequest, network) {
            ov_infer_request_get_output_tensor_by_index(handle.pointer, index, $0)
        }
        defer { ov_tensor_free(tensor) }
        return try body(tensor)
    }

    private func values(of tensor: OpaquePointer) throws -> UnsafeMutableBufferPointer<Float> {
        var data: UnsafeMutableRawPointer?
        var count = 0
        try check(.failedRequest, network, ov_tensor_get_size(tensor, &count))
        try check(.failedRequest, network, ov_tensor_data(tensor, &data))
        return UnsafeMutableBufferPointer(start: data?.assumingMemoryBound(to: Float.self), count: count)
    }
}

/// The task that waits for a run, and the callback that wakes it.
///
/// Sendable because: the callback is written once, before the library knows it, and the continuation is behind a lock.
private final class Completion: @unchecked Sendable {
    let waiting = Mutex<CheckedContinuation<Void, any Error>?>(nil)
    /// The library keeps the address of this structure, not its content, so it lives as long as the request.
    let callback = UnsafeMutablePointer<ov_callback_t>.allocate(capacity: 1)

    init() {
        callback.initialize(
            to: ov_callback_t(
                callback_func: { address in
                    guard let address else { return }
                    let completion = Unmanaged<Completion>.fromOpaque(address).takeUnretainedValue()
                    completion.waiting.withLock { waiting in
                        defer { waiting = nil }
                        return waiting
                    }?.resume()
                },
                args: Unmanaged.passUnretained(self).toOpaque()))
    }

    deinit { callback.deallocate() }
}
