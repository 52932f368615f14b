import FaceMaskCore
import Testing

struct MaskStateTests {
    @Test(arguments: [
        ("with_mask", MaskState.worn), ("With Mask", .worn), ("face-mask", .worn), ("MASK", .worn),
        ("without_mask", .notWorn), ("no mask", .notWorn), ("face", .notWorn),
        ("mask_weared_incorrect", .wornIncorrectly), ("mask_worn_incorrectly", .wornIncorrectly),
    ])
    func readsCommonSpellings(spelling: String, state: MaskState) {
        #expect(MaskState(label: spelling) == state)
    }

    @Test(arguments: ["", "hat", "with_mask_", "unsure"])
    func refusesOtherWords(word: String) {
        #expect(MaskState(label: word) == nil)
    }

    @Test(arguments: MaskState.allCases)
    func readsItsOwnLabel(state: MaskState) {
        #expect(MaskState(label: state.label) == state)
    }
}

struct ManifestTests {
    private static let sound = ModelManifest(
        name: "test", architecture: "none",
        preprocessing: Preprocessing(
            inputWidth: 224, inputHeight: 224, mean: [127.5, 127.5, 127.5], scale: [1, 1, 1]),
        labels: ["with_mask", "without_mask"],
        training: .init(recipe: "seed", dataHash: "", pictures: 1, epochs: 1, seed: 1, backbone: ""), licence: "none")

    struct Fault: Sendable, CustomTestStringConvertible {
        let word: String
        let change: @Sendable (inout ModelManifest) -> Void
        var testDescription: String { word }
    }

    static let faults = [
        Fault(word: "format") { $0.format = 99 },
        Fault(word: "label") { $0.labels = ["with_mask"] },
        Fault(word: "unknown label 'hat'") { $0.labels = ["with_mask", "hat"] },
        Fault(word: "twice") { $0.labels = ["with_mask", "mask"] },
        Fault(word: "temperature") { $0.temperature = 0 },
        Fault(word: "temperature") { $0.temperature = .nan },
        Fault(word: "input size") { $0.preprocessing.inputWidth = 100_000 },
        Fault(word: "means") { $0.preprocessing.mean = [1] },
        Fault(word: "finite") { $0.preprocessing.scale = [1, .infinity, 1] },
        Fault(word: "crop margin") { $0.preprocessing.cropMargin = -1 },
    ]

    @Test func validManifestHasNoFault() { #expect(Self.sound.fault == nil) }

    @Test(arguments: faults)
    func namesItsFault(_ row: Fault) throws {
        var manifest = Self.sound
        row.change(&manifest)
        #expect(try #require(manifest.fault).contains(row.word))
    }
}
