internal import FaceMaskCOpenVINO

/// A network that is ready to run. Any number of tasks may run it at once: as many requests as suit the options run
/// concurrently, further ones wait in order.
package final class CompiledNetwork: Sendable {
    /// The name of the network in errors.
    package let name: String
    /// The inputs, in the file's order.
    package let inputs: [Port]
    /// The outputs, in the file's order, which `Outputs` shares.
    package let outputs: [Port]
    private let requests: RequestPool

    /// Creates the requests. `warmUp` is the shape of an input for one run, see `Engine.compiledNetwork`.
    init(_ handle: Handle, name: String, warmUp: [Int]? = nil) throws {
        self.name = name
        inputs = try ports(of: handle, name, ov_compiled_model_inputs_size, ov_compiled_model_input_by_index)
        outputs = try ports(of: handle, name, ov_compiled_model_outputs_size, ov_compiled_model_output_by_index)
        let optimal = try Self.optimalRequestCount(of: handle, name: name)
        // While the others run, one more is filled, so that no thread waits for its next input.
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
    ///   - fill: Writes the input, row-major, into memory that the library reads from. The memory is not initialized.
    ///   - read: Reads the outputs, which are valid only during the call.
    /// - Returns: The result of `read`.
    /// - Throws: An `InferenceError` with the code `failedRequest`, a `CancellationError` before the run starts, or an
    ///   error of `fill` or `read`.
    package func run<Result: Sendable>(
        shape: [Int], fill: (inout MutableSpan<Float>) throws -> Void, read: (borrowing Outputs) throws -> Result
    ) async throws -> Result {
        try await requests.withRequest { request in
            try request.fill(shape: shape, fill)
            try await request.run()
            return try read(Outputs(request: request, count: outputs.count))
        }
    }

    /// The number of concurrent requests that the library recommends for the options.
    package var parallelism: Int { requests.size }

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

/// The outputs of a run.
package struct Outputs: ~Copyable {
    private let request: InferenceRequest
    /// The number of outputs.
    package let count: Int

    init(request: InferenceRequest, count: Int) {
        self.request = request
        self.count = count
    }

    /// Calls `body` with the values of output `index`, row-major.
    package func withValues<Result>(_ index: Int, _ body: (Span<Float>) throws -> Result) throws -> Result {
        try request.withOutput(index, body)
    }

    /// Returns the values of output `index`, row-major.
    package func values(_ index: Int) throws -> [Float] {
        try withValues(index) { values in values.withUnsafeBufferPointer { Array($0) } }
    }
}
