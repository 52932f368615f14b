internal import FaceMaskCOpenVINO

/// An input or output of a network.
package struct Port: Hashable, Sendable {
    /// The type of a port's elements.
    package enum ElementType: Hashable, Sendable {
        /// 32-bit floats.
        case float32
        /// Another type, by OpenVINO's code.
        case other(code: UInt32)
    }

    /// The port's name in the file; empty if it has none.
    package let name: String
    /// The length of each dimension; `nil` stands for any length.
    package let shape: [Int?]
    /// The type of the elements. Only networks with 32-bit floats can be run.
    package let elementType: ElementType

    /// Reads the description of a port and frees its handle.
    init(consuming port: OpaquePointer, of subject: String) throws {
        defer { ov_output_const_port_free(port) }
        // Some converters write TFLite outputs without names.
        var characters: UnsafeMutablePointer<CChar>?
        if ov_port_get_any_name(port, &characters) == OK, let characters {
            name = String(cString: characters)
            ov_free(characters)
        } else {
            name = ""
        }
        var partial = ov_partial_shape()
        try check(.unreadableNetwork, subject, ov_port_get_partial_shape(port, &partial))
        defer { ov_partial_shape_free(&partial) }
        let rank = ov_rank_is_dynamic(partial.rank) ? 0 : Int(partial.rank.min)
        shape = (0..<rank).map { index in
            let dimension = partial.dims[index]
            return ov_dimension_is_dynamic(dimension) ? nil : Int(dimension.min)
        }
        var type = DYNAMIC
        try check(.unreadableNetwork, subject, ov_port_get_element_type(port, &type))
        elementType = type == F32 ? .float32 : .other(code: type.rawValue)
    }
}

/// Returns the inputs or outputs of a network, as the library's functions for them report.
func ports(
    of handle: Handle, _ name: String, _ count: (OpaquePointer?, UnsafeMutablePointer<Int>?) -> ov_status_e,
    _ port: (OpaquePointer?, Int, UnsafeMutablePointer<OpaquePointer?>?) -> ov_status_e
) throws -> [Port] {
    var size = 0
    try check(.unreadableNetwork, name, count(handle.pointer, &size))
    return try (0..<size).map { index in
        try Port(consuming: created(.unreadableNetwork, name) { port(handle.pointer, index, $0) }, of: name)
    }
}
