internal import COpenVINO

/// A network that was read but not yet prepared for a processor.
public struct Network: ~Copyable {
    /// What errors call it.
    public let name: String
    private let model: Handle
    private let core: Handle

    init(_ model: Handle, core: Handle, name: String) {
        self.model = model
        self.core = core
        self.name = name
    }

    /// The inputs, in the file's order.
    public var inputs: [Port] { get throws { try ports(ov_model_inputs_size, ov_model_const_input_by_index) } }
    /// The outputs, in the file's order.
    public var outputs: [Port] { get throws { try ports(ov_model_outputs_size, ov_model_const_output_by_index) } }

    private func ports(
        _ count: (OpaquePointer?, UnsafeMutablePointer<Int>?) -> ov_status_e,
        _ port: (OpaquePointer?, Int, UnsafeMutablePointer<OpaquePointer?>?) -> ov_status_e
    ) throws -> [Port] {
        var size = 0
        try check(.unreadableNetwork, name, count(model.pointer, &size))
        return try (0..<size).map { index in
            try Port(
                consuming: created(.unreadableNetwork, name) { port(model.pointer, index, $0) }, of: name)
        }
    }

    /// Gives the only input another shape; `nil` stands for a length that may differ from request to request.
    public func reshape(to shape: [Int?]) throws {
        let dimensions = shape.map { length in
            ov_dimension(min: Int64(length ?? -1), max: Int64(length ?? -1))
        }
        var partial = ov_partial_shape()
        try check(
            .impossibleShape, name, ov_partial_shape_create(Int64(shape.count), dimensions, &partial))
        defer { ov_partial_shape_free(&partial) }
        try check(.impossibleShape, name, ov_model_reshape_single_input(model.pointer, partial))
    }

    /// Prepares the network for the processor. Takes tens to hundreds of milliseconds, less with a warm cache.
    ///
    /// All inputs and outputs must be 32-bit floats. A cache folder that can't be used is done without.
    public consuming func compiled(_ options: CompileOptions = CompileOptions()) throws -> CompiledNetwork {
        let (inputs, outputs) = (try self.inputs, try self.outputs)
        if let port = (inputs + outputs).first(where: { $0.elementType != .float32 }) {
            throw InferenceError(
                code: .notCompilable, subject: name, reason: "its port '\(port.name)' doesn't hold 32-bit floats")
        }
        let compiled: OpaquePointer
        do {
            compiled = try handle(options)
        } catch  where options.cacheFolder != nil {
            // The folder may be unwritable or the disk full; what is wrong with the network itself fails again.
            var options = options
            options.cacheFolder = nil
            compiled = try handle(options)
        }
        return try CompiledNetwork(
            Handle(compiled, keeping: core) { ov_compiled_model_free($0) }, name: name, inputs: inputs,
            outputs: outputs)
    }

    private borrowing func handle(_ options: CompileOptions) throws -> OpaquePointer {
        try created(.notCompilable, name) { compiled in
            options.withProperties { properties in
                ov_core_compile_model_props(
                    core.pointer, model.pointer, "CPU", properties.count, properties.baseAddress, compiled)
            }
        }
    }
}
