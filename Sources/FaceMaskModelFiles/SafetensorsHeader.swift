/// The JSON at the start of a safetensors file: texts under `__metadata__`, and a description of each tensor.
struct SafetensorsHeader: Codable {
    struct Tensor: Codable {
        var dtype: String
        var shape: [Int]
        /// The first byte and the byte after the last, counted from the end of the header.
        var dataOffsets: [Int]

        enum CodingKeys: String, CodingKey {
            case dtype, shape
            case dataOffsets = "data_offsets"
        }
    }

    private struct Name: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    /// The only name that no tensor may have.
    static let metadataName = "__metadata__"
    /// The maximum length of a header that the reference implementation accepts (`MAX_HEADER_SIZE`).
    static let byteLimit = 100_000_000
    /// The number of bytes of the header's length, which precedes the header as a 64-bit number.
    static let prefixLength = 8

    var metadata: [String: String]
    var tensors: [String: Tensor]

    init(metadata: [String: String], tensors: [String: Tensor]) {
        self.metadata = metadata
        self.tensors = tensors
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Name.self)
        metadata = [:]
        tensors = [:]
        for name in container.allKeys {
            if name.stringValue == Self.metadataName {
                metadata = try container.decode([String: String].self, forKey: name)
            } else {
                tensors[name.stringValue] = try container.decode(Tensor.self, forKey: name)
            }
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Name.self)
        if !metadata.isEmpty { try container.encode(metadata, forKey: Name(stringValue: Self.metadataName)) }
        for (name, tensor) in tensors { try container.encode(tensor, forKey: Name(stringValue: name)) }
    }
}
