import FaceMaskCore
import Foundation
import Testing

struct SHA256Tests {
    struct Case: CustomTestStringConvertible {
        let reason: String
        let message: Data
        let hash: String
        var testDescription: String { reason }

        init(_ reason: String, _ message: String, _ hash: String) {
            (self.reason, self.message, self.hash) = (reason, Data(message.utf8), hash)
        }

        /// `count` letters `a`.
        init(_ reason: String, letters count: Int, _ hash: String) {
            self.init(reason, String(repeating: "a", count: count), hash)
        }
    }

    /// From NIST's examples for FIPS 180-4; those of letters alone from Python's hashlib.
    static let cases = [
        Case("no bytes", "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        Case("24 bits", "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        Case(
            "448 bits, which leave no room for the length",
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"),
        Case(
            "896 bits",
            "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrst"
                + "nopqrstu",
            "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"),
        Case(
            "room for the length, exactly", letters: 55,
            "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318"),
        Case(
            "one byte too many for it", letters: 56, "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a"),
        Case(
            "a byte before a whole block", letters: 63,
            "7d3e74a05d7db15bce4ad9ec0658ea98e3f06eeecf16b4c6fff2da457ddc2f34"),
        Case("a whole block", letters: 64, "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb"),
        Case("a byte after it", letters: 65, "635361c48bb9eab14198e76ea8ab7f1a41685d6ad62aa9146d301d4f17eb0ae0"),
        Case("two blocks", letters: 128, "6836cf13bac400e9105071cd6af47084dfacad4e5e302c94bfed24e013afb73e"),
        Case(
            "a million letters", letters: 1_000_000, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
    ]

    @Test(arguments: cases)
    func agreesWithTheStandard(_ row: Case) {
        #expect(SHA256.hexadecimal(of: row.message) == row.hash)
    }

    @Test(arguments: [1, 3, 55, 63, 64, 65, 127, 128, 200])
    func piecesOfAnySizeGiveTheHashOfTheWhole(size: Int) {
        let message = Data((0..<500).map { UInt8(truncatingIfNeeded: $0 * 7) })
        var pieces = SHA256()
        var rest = message[...]
        while !rest.isEmpty {
            pieces.update(rest.prefix(size))
            rest = rest.dropFirst(size)
        }
        var whole = SHA256()
        whole.update(message)
        #expect(pieces.digest == whole.digest)
    }

    @Test func dataMayFollowADigest() {
        var hash = SHA256()
        hash.update(Data("a".utf8))
        _ = hash.digest
        hash.update(Data("bc".utf8))
        #expect(hash.digest.count == 32 && hash.digest.starts(with: [0xba, 0x78, 0x16, 0xbf]))
    }
}
