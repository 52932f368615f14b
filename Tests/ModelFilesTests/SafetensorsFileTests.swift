import Foundation
import Testing

@testable import FaceMaskModelFiles

@Suite struct SafetensorsFileTests {
    static let tensors: [SafetensorsFile.Tensor] = [
        .init(name: "half", shape: [3], values: [1, -2, 0.5], storage: .float16),
        .init(name: "full", shape: [2, 2], values: [1 / 3, .nan, -.infinity, -0.0]),
        .init(name: "empty", shape: [0, 7], values: []),
        .init(name: "größe \"/\\ 🎭", shape: [], values: [7]),
    ]

    /// A file after the format's description: length, header, data.
    static func file(_ header: String, data: Int = 0) -> [UInt8] {
        file(Array(header.utf8), data: [UInt8](repeating: 0, count: data))
    }

    static func file(_ header: [UInt8], data: [UInt8]) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: header.count >> (8 * $0)) } + header + data
    }

    @Test func readsTheLayoutOfTheFormat() throws {
        let header = """
            {"__metadata__":{"format":"pt"},
             "b":{"dtype":"BF16","shape":[2,1],"data_offsets":[2,6]},
             "a":{"dtype":"F16","shape":[1],"data_offsets":[0,2]},
             "steps":{"dtype":"I64","shape":[],"data_offsets":[6,14]},
             "d":{"dtype":"F64","shape":[1],"data_offsets":[14,22]}}   \n
            """
        let data: [UInt8] =
            [0, 0x3C, 0x80, 0x3F, 0x40, 0xC0] + [9, 0, 0, 0, 0, 0, 0, 0] + [0, 0, 0, 0, 0, 0, 0xE0, 0x3F]
        let file = try SafetensorsFile(bytes: Self.file(Array(header.utf8), data: data), name: "a")
        #expect(file.metadata == ["format": "pt"])
        #expect(file.names == ["a", "b", "steps", "d"])
        #expect(file.shape(of: "b") == [2, 1])
        #expect(file.shape(of: "steps") == [])
        #expect(file.shape(of: "c") == nil)
        #expect(try file.floats("a") == [1])
        #expect(try file.floats("b") == [1, -3])
        #expect(try file.floats("d") == [0.5])
        #expect(throws: ModelFileError(.noSuchTensor, "a", "it contains no tensor 'c'")) { try file.floats("c") }
        let integers = "its tensor 'steps' contains I64 numbers instead of F16, BF16, F32 or F64"
        #expect(throws: ModelFileError(.notFloatingPoint, "a", integers)) { try file.floats("steps") }
    }

    @Test func tensorsAreReadBack() throws {
        let metadata = ["epoch": "12", "quote": "\"\n\\/é"]
        let bytes = try SafetensorsFile.serialized(tensors: Self.tensors, metadata: metadata)
        let file = try SafetensorsFile(bytes: bytes, name: "a")
        #expect(file.metadata == metadata)
        #expect(Set(file.names) == Set(Self.tensors.map(\.name)))
        for tensor in Self.tensors {
            #expect(file.shape(of: tensor.name) == tensor.shape)
            #expect(try file.floats(tensor.name).map(\.bitPattern) == tensor.values.map(\.bitPattern))
        }
    }

    @Test func writesTheSameBytesWhateverTheOrder() throws {
        let bytes = try SafetensorsFile.serialized(tensors: Self.tensors, metadata: ["a": "1", "b": "2"])
        #expect(
            try SafetensorsFile.serialized(tensors: Self.tensors.reversed(), metadata: ["b": "2", "a": "1"]) == bytes)
    }

    @Test func tensorsBeginAtMultiplesOfTheirSize() throws {
        let bytes = try SafetensorsFile.serialized(tensors: Self.tensors)
        #expect(bytes[0] % 8 == 0, "the header is padded")
        #expect(try SafetensorsFile(bytes: bytes, name: "a").names.last == "half", "wide numbers come first")
    }

    @Test func refusesUnsupportedTensors() {
        let reserved = SafetensorsFile.Tensor(name: "__metadata__", shape: [], values: [1])
        #expect(throws: ModelFileError.self) { try SafetensorsFile.serialized(tensors: [reserved]) }
        let large = SafetensorsFile.Tensor(name: "w", shape: [1], values: [7e4], storage: .float16)
        let reason = "70000.0 is beyond fp16, which ends at 65504.0; store it as fp32"
        #expect(throws: ModelFileError(.unwritable, "w", reason)) { try SafetensorsFile.serialized(tensors: [large]) }
    }
}
