internal import FaceMaskCOpenVINO

/// A network that was read but isn't prepared for a device yet.
package struct Network: ~Copyable {
    /// The name of the network in errors.
    package let name: String
    private let model: Handle
    private let core: Handle
    private let device: Device

    init(_ model: Handle, core: Handle, device: Device, name: String) {
        self.model = model
        self.device = device
        self.core = core
        self.name = name
    }

    /// The inputs, in the file's order.
    package var inputs: [Port] {
        get throws { try ports(of: model, name, ov_model_inputs_size, ov_model_const_input_by_index) }
    }
    /// The outputs, in the file's order.
    package var outputs: [Port] {
        get throws { try ports(of: model, name, ov_model_outputs_size, ov_model_const_output_by_index) }
    }

    /// Changes the shape of the only input. A `nil` length may differ from request to request.
    package func reshape(to shape: [Int?]) throws {
        let dimensions = shape.map { length in
            ov_dimension(min: Int64(length ?? -1), max: Int64(length ?? -1))
        }
        var partial = ov_partial_shape()
        try check(
            .impossibleShape, name, ov_partial_shape_create(Int64(shape.count), dimensions, &partial))
        defer { ov_partial_shape_free(&partial) }
        try check(.impossibleShape, name, ov_model_reshape_single_input(model.pointer, partial))
    }

    /// Prepares the network for the device, which takes tens to hundreds of milliseconds. `Engine.compiledNetwork` has a
    /// cache.
    ///
    /// All inputs and outputs must be 32-bit floats.
    package consuming func compiled(_ options: CompileOptions = CompileOptions()) throws -> CompiledNetwork {
        try CompiledNetwork(handle(options), name: name)
    }

    borrowing func handle(_ options: CompileOptions) throws -> Handle {
        if let port = try (inputs + outputs).first(where: { $0.elementType != .float32 }) {
            throw InferenceError(
                code: .notCompilable, subject: name, reason: "its port '\(port.name)' doesn't hold 32-bit floats")
        }
        let options = options.suited(to: device)
        let compiled = try created(.notCompilable, name) { compiled in
            options.withProperties(on: device) { properties in
                ov_core_compile_model_props(
                    core.pointer, model.pointer, device.rawValue, properties.count, properties.baseAddress,
                    compiled)
            }
        }
        return Handle(compiled, keeping: [core]) { ov_compiled_model_free($0) }
    }
}
