import Foundation
import Testing

@testable import FaceMaskSynthesisJobs

@Suite struct SynthesisNamesTests {
    @Test(arguments: [
        (["x", "x-v2"], 2, "a photo that is called like a variant of another"),
        (["x-v2", "x"], 2, "the same the other way around"), (["x-v2", "x-v2-v2", "x"], 3, "and in a chain"),
        (["Face", "face"], 1, "names that some file systems hold for the same"),
        (["丁", "丙", "一"], 1, "nothing left of the names"), (["a", "a", "a"], 2, "the same name in three folders"),
        (["x-v2", "x"], 1, "no variants, no trouble"),
    ])
    func noTwoFilesShareAName(stems: [String], variants: Int, reason: String) {
        var names = SynthesisNames(variants: variants)
        let files = stems.enumerated().flatMap { index, stem -> [String] in
            let name = names.take(stem, path: "\(index)/\(stem).jpg")
            return (1...variants).map { SynthesisNames.name(name, variant: $0).lowercased() }
        }
        #expect(Set(files).count == files.count, "\(reason): \(files)")
    }

    @Test(arguments: [
        ("face", "face", "as it is"), ("x-v2", "x-v2", "nobody else's"), ("with space", "with_space", "no blanks"),
        ("-dash", "_dash", "no option"), (".hidden", "_hidden", "no hidden file"),
    ])
    func namesRemainReadable(stem: String, name: String, reason: String) {
        var names = SynthesisNames(variants: 1)
        #expect(names.take(stem, path: stem) == name, "\(reason)")
    }

    @Test func aNameWithoutLettersDependsOnThePathOnly() {
        var (few, many) = (SynthesisNames(variants: 1), SynthesisNames(variants: 1))
        let alone = few.take("丁", path: "丁.jpg")
        _ = many.take("一", path: "一.jpg")
        #expect(many.take("丁", path: "丁.jpg") == alone)
    }

    @Test(arguments: [
        (#""box":[1,2,3,4]"#, true, "a whole record"), (#""box":[1,2]"#, false, "a box of two numbers"),
        (#""box":[1,2,3,4],"outline":[[1]]"#, false, "half a point"),
        (#""box":[1,2,3,4],"mesh":[[1,2]]"#, false, "a mesh without depth"),
    ])
    func damagedFacesAreDetected(face: String, isSound: Bool, reason: String) throws {
        let record = try Self.record(file: "with_mask/a.jpg", face: face)
        #expect(record.isSound == isSound, "\(reason)")
    }

    @Test(arguments: [
        "../../etc/x.jpg", "/etc/x.jpg", "with_mask/../x.jpg", "a/b/c.jpg", "x.jpg", "with_mask/.x.jpg", "with_mask/",
    ])
    func recordsCannotNameFilesElsewhere(file: String) throws {
        #expect(try !Self.record(file: file, face: #""box":[1,2,3,4]"#).isSound)
    }

    private static func record(file: String, face: String) throws -> SynthesisRecord {
        let text = """
            {"source":"a.jpg","source_hash":"00","name":"a","variant":1,"file":"\(file)","file_size":9,"width":9,
            "height":9,"faces":[{"landmarks":[],\(face)}]}
            """
        return try JSONDecoder().decode(SynthesisRecord.self, from: Data(text.utf8))
    }
}
