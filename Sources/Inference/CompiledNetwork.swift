internal import COpenVINO

/// A network prepared for the processor. Any task may run it; as many requests run side by side as suits the options,
/// further ones wait their turn.
public final class CompiledNetwork: Sendable {
    /// What errors call it.
    public let name: String
    /// In the file's order.
    public let inputs: [Port]
    /// In the file's order, which is that of `Outputs`.
    public let outputs: [Port]
    private let requests: RequestPool

    /// `warmUp` is the shape of an input on which it runs once, see `Engine.compiledNetwork`.
    init(_ handle: Handle, name: String, warmUp: [Int]? = nil) throws {
        self.name = name
        inputs = try ports(of: handle, name, ov_compiled_model_inputs_size, ov_compiled_model_input_by_index)
        outputs = try ports(of: handle, name, ov_compiled_model_outputs_size, ov_compiled_model_output_by_index)
        let optimal = try Self.optimalRequestCount(of: handle, name: name)
        // One more than run side by side is filled meanwhile, so that no thread waits for its next input.
        let count = optimal > 1 ? optimal + 1 : 1
        let all = try (0..<count).map { _ in
            let request = try created(.failedRequest, name) {
                ov_compiled_model_create_infer_request(handle.pointer, $0)
            }
            return try InferenceRequest(Handle(request, keeping: [handle]) { ov_infer_request_free($0) }, network: name)
        }
        if let warmUp { try all.first?.runOnZeros(shape: warmUp) }
        requests = RequestPool(all)
    }

    /// Runs the network once.
    ///
    /// - Parameters:
    ///   - shape: The length of each dimension of the only input.
    ///   - fill: Writes the input, row-major, into memory that the library reads from; its earlier content is arbitrary.
    ///   - read: Takes what it wants from the outputs, which stay valid only while it runs.
    /// - Returns: What `read` returns.
    /// - Throws: `InferenceError.failedRequest`, `CancellationError` before the run starts, or what `fill` and `read`
    ///   throw.
    public func run<Result: Sendable>(
        shape: [Int], fill: (inout MutableSpan<Float>) throws -> Void, read: (borrowing Outputs) throws -> Result
    ) async throws -> Result {
        try await requests.withRequest { request in
            try request.fill(shape: shape, fill)
            try await request.run()
            return try read(Outputs(request: request, count: outputs.count))
        }
    }

    /// How many requests the library wants in flight for the chosen options.
    public var parallelism: Int { requests.size }

    private static func optimalRequestCount(of handle: Handle, name: String) throws -> Int {
        var characters: UnsafeMutablePointer<CChar>?
        try check(
            .notCompilable, name,
            ov_compiled_model_get_property(handle.pointer, "OPTIMAL_NUMBER_OF_INFER_REQUESTS", &characters))
        guard let characters else { return 1 }
        defer { ov_free(characters) }
        return max(Int(String(cString: characters)) ?? 1, 1)
    }
}

/// The outputs of one finished run.
public struct Outputs: ~Copyable {
    private let request: InferenceRequest
    /// How many there are.
    public let count: Int

    init(request: InferenceRequest, count: Int) {
        self.request = request
        self.count = count
    }

    /// The lengths of output `index`'s dimensions.
    public func shape(_ index: Int) throws -> [Int] { try request.outputShape(index) }

    /// Calls `body` with the numbers of output `index`, row-major.
    public func withValues<Result>(_ index: Int, _ body: (Span<Float>) throws -> Result) throws -> Result {
        try request.withOutput(index, body)
    }

    /// The numbers of output `index`, row-major.
    public func values(_ index: Int) throws -> [Float] {
        try withValues(index) { values in values.withUnsafeBufferPointer { Array($0) } }
    }
}
