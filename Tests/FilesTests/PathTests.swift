import FaceMaskCore
import Testing

@testable import FaceMaskFiles

@Suite struct PathTests {
    struct Parts: Sendable {
        let path: String
        var folder = ""
        let name: String
        let stem: String
        var fileExtension = ""
        let reason: String
    }

    @Test(arguments: [
        Parts(path: "a/b.jpg", folder: "a/", name: "b.jpg", stem: "b", fileExtension: "jpg", reason: "ordinary"),
        Parts(
            path: "b.tar.gz", name: "b.tar.gz", stem: "b.tar", fileExtension: "gz", reason: "the last full stop counts"),
        Parts(path: ".hidden", name: ".hidden", stem: ".hidden", reason: "a full stop that only hides"),
        Parts(path: "a/", folder: "a/", name: "", stem: "", reason: "a folder"),
        Parts(path: "/.jpg", folder: "/", name: ".jpg", stem: ".jpg", reason: "at the root"),
        Parts(
            path: "a/\u{301}.png", folder: "a/", name: "\u{301}.png", stem: "\u{301}", fileExtension: "png",
            reason: "combining"),
        Parts(path: "b.", name: "b.", stem: "b", reason: "nothing after the full stop"),
    ])
    func pathsAreSplitByBytes(parts: Parts) {
        let found = PathParts(parts.path)
        #expect(Array(found.folder.utf8) == Array(parts.folder.utf8), "\(parts.reason)")
        #expect(Array(found.name.utf8) == Array(parts.name.utf8), "\(parts.reason)")
        #expect(Array(found.stem.utf8) == Array(parts.stem.utf8), "\(parts.reason)")
        #expect(found.fileExtension == parts.fileExtension, "\(parts.reason)")
    }

    @Test(arguments: [
        ("rtsp://192.168.1.20/stream", "rtsp-192-168-1-20-stream"), ("/dev/video0", "dev-video0"), ("Tür 1", "Tür-1"),
        ("???", "source"), ("", "source"),
    ])
    func namesBecomeFileNames(name: String, words: String) {
        #expect(PathParts.words(of: name) == words)
    }

    @Test(arguments: [
        (Array("a.jpg\nb c.jpg\r\n\n".utf8), ["a.jpg", "b c.jpg"], "lines, of Windows too"),
        (Array("a\nb.jpg\0c.jpg\0".utf8), ["a\nb.jpg", "c.jpg"], "NULs, as from find -print0"),
        ([0xEF, 0xBB, 0xBF] + Array("a.jpg".utf8), ["a.jpg"], "a byte order mark"),
        ([], [], "nothing"),
    ])
    func standardInputIsAListOfPaths(bytes: [UInt8], paths: [String], reason: String) throws {
        #expect(try StandardInputPaths.paths(in: bytes) == paths, "\(reason)")
    }

    @Test func aPictureOnStandardInputIsRefused() throws {
        let failure = try #require(throws: Failure.self) { try StandardInputPaths.paths(in: [0xFF, 0xD8, 0xFF, 0xE0]) }
        #expect(failure.category == .badData)
    }
}
