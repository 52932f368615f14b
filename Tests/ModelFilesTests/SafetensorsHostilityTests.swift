import TestSupport
import Testing

@testable import FaceMaskModelFiles

@Suite struct SafetensorsHostilityTests {
    static let sound = #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#

    private static func one(_ dtype: String = "F32", _ shape: String = "[1]", _ offsets: String = "[0,4]") -> String {
        #"{"a":{"dtype":"\#(dtype)","shape":\#(shape),"data_offsets":\#(offsets)}}"#
    }

    private static func two(_ second: String, _ offsets: String) -> String {
        #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"\#(second)":{"dtype":"F32","shape":[1],"#
            + #""data_offsets":\#(offsets)}}"#
    }

    private static let nameTwice =
        #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"#
        + #""data_offsets":[4,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}"#

    static let headers: [(header: String, data: Int, words: String)] = [
        ("{", 0, "can't be read"),
        ("{}", 1, "its tensors end at byte 10, but the file has 11"),
        (one(), 3, "its tensors end at byte"),
        (one(), 5, "its tensors end at byte"),
        (one("F31"), 4, "the unknown kind 'F31'"),
        (one("F16"), 4, "needs 2 bytes"),
        (one("F32", "[2]"), 4, "needs 8 bytes"),
        (one("F32", "[-1]"), 4, "the impossible shape [-1]"),
        (one("F32", "[-1,-1]"), 4, "the impossible shape"),
        (one("F32", "[9223372036854775807]"), 4, "the impossible shape"),
        (one("F32", "[4294967296,4294967296]"), 4, "the impossible shape"),
        (one("F32", "[0,4294967296,4294967296,4294967296]", "[0,0]"), 0, ""),
        (one("F32", "[99999999999999999999]"), 4, "can't be read"),
        (one("F32", "[1.5]"), 4, "can't be read"),
        (one("F32", "1"), 4, "can't be read"),
        (one("U8", "[9223372036854775807]", "[0,9223372036854775807]"), 4, "is at 0..<9223372036854775807"),
        (one("F32", "[1]", "[-4,0]"), 4, "the impossible range [-4, 0]"),
        (one("F32", "[1]", "[0,-9223372036854775808]"), 4, "is at"),
        (one("F32", "[1]", "[4,0]"), 4, "begins at byte 4 instead of 0"),
        (one("F32", "[1]", "[4,8]"), 8, "follows a gap"),
        (one("F32", "[1]", "[]"), 4, "the impossible range []"),
        (one("F32", "[1]", "[0]"), 4, "the impossible range [0]"),
        (one("F32", "[1]", "[0,2,4]"), 4, "the impossible range [0, 2, 4]"),
        (two("b", "[2,6]"), 6, "overlaps the previous tensor"),
        (two("b", "[0,4]"), 4, "overlaps the previous tensor"),
        (two("b", "[8,12]"), 12, "follows a gap"),
        (nameTwice, 12, "a name is duplicated"),
        (#"{"a":{"dtype":"F32","shape":[1]}}"#, 4, "at 'a': 'data_offsets' is missing"),
        (#"{"a":[]}"#, 0, "can't be read"),
        (#"{"a":null}"#, 0, "can't be read"),
        (#"{"__metadata__":{"a":1}}"#, 0, "at '__metadata__.a'"),
        (#"{"__metadata__":[]}"#, 0, "can't be read"),
        ("[]", 0, "of an unknown kind"),
        ("{} {}", 0, "can't be read"),
        ("{\"a\":" + String(repeating: "[", count: 100_000), 0, "can't be read"),
        (String(repeating: "{\"a\":", count: 100_000), 0, "can't be read"),
    ]

    @Test(arguments: headers.map { (LongText($0), $1, $2) })
    func faultsAreReported(header: LongText, data: Int, words: String) {
        do {
            _ = try SafetensorsFile(bytes: SafetensorsFileTests.file(header.text, data: data), name: "a")
            #expect(words.isEmpty)
        } catch {
            #expect("\(error)".contains(words) && !words.isEmpty, "\(error)")
        }
    }

    @Test(
        arguments: [
            (0, "a header of no bytes"), (1, "one too few"), (1 << 20, "beyond the file"),
            (100_000_001, "beyond the limit"),
            (.max, "beyond every file"), (1 << 63, "negative, when read with a sign"),
        ] as [(UInt64, String)])
    func wrongHeaderLengthsAreRefused(length: UInt64, reason: String) {
        let bytes =
            (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) } + Array(Self.sound.utf8) + [0, 0, 0, 0]
        #expect(throws: ModelFileError.self, "\(reason)") { try SafetensorsFile(bytes: bytes, name: "a") }
    }

    @Test func invalidUTF8IsRefused() {
        let name = [UInt8](Self.sound.utf8).map { $0 == UInt8(ascii: "a") ? 0xFF : $0 }
        let bytes = SafetensorsFileTests.file(name, data: [0, 0, 0, 0])
        #expect(throws: ModelFileError.self) { try SafetensorsFile(bytes: bytes, name: "a") }
    }

    @Test(arguments: 0..<10) func truncatedFilesAreRefused(tenth: Int) throws {
        let sound = try SafetensorsFile.serialized(tensors: SafetensorsFileTests.tensors, metadata: ["epoch": "1"])
        let error = try #require(throws: ModelFileError.self) {
            try SafetensorsFile(bytes: Array(sound.prefix(sound.count * tenth / 10)), name: "a")
        }
        #expect(error.code == .damaged || tenth == 0, "\(error)")
    }

    @Test func otherKindsAreNamed() throws {
        let model = try TinyNetwork.load().graph(storage: .float32).serialized(manifest: awkwardManifest)
        for (bytes, words) in [(model, "an ONNX network")] + ModelFileTests.strangers
        where words != "a safetensors file" {
            let error = try #require(throws: ModelFileError.self) { try SafetensorsFile(bytes: bytes, name: "a") }
            #expect("\(error)".contains(words), "\(error)")
        }
    }

    @Test func flippedBitsNeverCrash() throws {
        let sound = try SafetensorsFile.serialized(tensors: SafetensorsFileTests.tensors, metadata: ["epoch": "1"])
        var generator = SplitMix64(state: 2)
        for _ in 0..<2_000 {
            let bytes = sound.withFlippedBits(using: &generator)
            guard let file = try? SafetensorsFile(bytes: bytes, name: "a") else { continue }
            for name in file.names {
                let count = file.shape(of: name)?.reduce(1, *)
                if let floats = try? file.floats(name) { #expect(floats.count == count) }
            }
        }
    }
}
