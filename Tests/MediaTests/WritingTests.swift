import FaceMaskCore
import Foundation
import FaceMaskMedia
import Testing

struct PictureWriterTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test("comes back as it was", arguments: [(1, 1), (3, 5), (1, 1000), (1000, 1), (64, 48), (257, 131)])
    func roundTrip(_ width: Int, _ height: Int) throws {
        let image = gradient(width: width, height: height)
        try PictureWriter().write(image, to: folder.path("a.png"))
        #expect(try PictureReader().read(folder.path("a.png")) == image)
        try PictureWriter(jpegQuality: 95).write(image, to: folder.path("a.JPG"))
        let read = try PictureReader().read(folder.path("a.JPG"))
        #expect(read.width == width && read.height == height)
        #expect(largestDifference(read, image) <= 12)
        #expect(try folder.names == ["a.JPG", "a.png"])
    }

    @Test(
        "a colour stays that colour",
        arguments: [
            (0, 0, 0), (255, 255, 255), (255, 0, 0), (0, 255, 0), (0, 0, 255), (16, 16, 16), (235, 235, 235),
            (200, 150, 130),
        ])
    func color(_ red: Int, _ green: Int, _ blue: Int) throws {
        let image = Image(width: 24, height: 24, filledWith: (UInt8(red), UInt8(green), UInt8(blue)))
        try PictureWriter().write(image, to: folder.path("a.jpeg"))
        #expect(largestDifference(try PictureReader().read(folder.path("a.jpeg")), image) <= 2)
    }

    @Test func thinColouredLinesRemainSharp() throws {
        var image = Image(width: 32, height: 32, filledWith: (128, 128, 128))
        for y in 0..<32 { image[10, y] = (255, 0, 0) }
        try PictureWriter().write(image, to: folder.path("a.jpg"))
        let read = try PictureReader().read(folder.path("a.jpg"))
        #expect(read[10, 16].red > 230 && read[10, 16].green < 25)
        #expect(abs(Int(read[12, 16].red) - 128) < 20)
    }

    @Test func qualityTradesSizeForFidelity() throws {
        var image = gradient(width: 64, height: 64)
        for y in 0..<64 { for x in 0..<64 where (x * 7 + y * 3) % 5 == 0 { image[x, y] = (20, 200, 90) } }
        var sizes: [Int] = []
        var differences: [Int] = []
        for quality in [-5, 20, 60, 92, 100] {
            let url = folder.path("q.jpg")
            try PictureWriter(jpegQuality: quality).write(image, to: url)
            sizes.append(try Data(contentsOf: url).count)
            let read = try PictureReader().read(url)
            differences.append(zip(read.pixels, image.pixels).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) })
        }
        #expect(sizes == sizes.sorted() && Set(sizes).count == 5)
        #expect(differences == differences.sorted(by: >))
    }

    @Test("other extensions are refused", arguments: ["a.gif", "a.webp", "a", "a.jpg.", "a.txt"])
    func unknownExtension(_ name: String) throws {
        #expect(
            try code { try PictureWriter().write(gradient(width: 2, height: 2), to: folder.path(name)) }
                == .unknownExtension)
        #expect(try folder.names.isEmpty)
    }

    @Test func anOlderFileSurvivesFailure() throws {
        let url = try folder.file("old.jpg", [1, 2, 3])
        let tooLong = Image(width: 65_501, height: 1)
        #expect(try code { try PictureWriter().write(tooLong, to: url) } == .notEncodable)
        #expect(try Data(contentsOf: url) == Data([1, 2, 3]))
        #expect(try folder.names == ["old.jpg"])
        try PictureWriter().write(gradient(width: 4, height: 4), to: url)
        #expect(try PictureReader().read(url).width == 4)
    }

    @Test func aFullDiskHasItsOwnCode() throws {
        let link = folder.path("full.png")
        try FileManager.default.createSymbolicLink(at: link, withDestinationURL: URL(filePath: "/dev/full"))
        #expect(try code { try PictureWriter().write(gradient(width: 4, height: 4), to: link) } == .diskFull)
    }
}

struct AtomicFileTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func anyBytes() throws {
        let url = folder.path("a.bin")
        for bytes: [UInt8] in [[], [7], [UInt8](repeating: 9, count: 3_000_000)] {
            try AtomicFile.write(bytes, to: url)
            #expect(try Data(contentsOf: url) == Data(bytes))
        }
        try AtomicFile.write("text".utf8, to: url)
        #expect(try Data(contentsOf: url) == Data("text".utf8))
        try AtomicFile.write(Data([1, 2]), to: url)
        try AtomicFile.write([5, 6, 7, 8].lazy.map { UInt8($0) }, to: url)
        #expect(try Data(contentsOf: url) == Data([5, 6, 7, 8]))
        #expect(try folder.names == ["a.bin"])
    }

    @Test func followsALink() throws {
        let target = try folder.file("target", [1])
        let link = folder.path("link")
        try FileManager.default.createSymbolicLink(at: link, withDestinationURL: target)
        try AtomicFile.write([2], to: link)
        #expect(try Data(contentsOf: target) == Data([2]))
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link.path) == target.path)
    }

    @Test func theLongestNameIsWritten() throws {
        let url = folder.path(String(repeating: "n", count: 255))
        try AtomicFile.write([1], to: url)
        #expect(try Data(contentsOf: url) == Data([1]))
    }

    @Test func refusals() throws {
        let link = folder.path("dangling")
        try FileManager.default.createSymbolicLink(at: link, withDestinationURL: folder.path("gone"))
        let table: [(URL, MediaError.Code)] = [
            (folder.path("none/a.bin"), .folderNotFound),
            (try folder.file("file", [1]).appending(path: "a.bin"), .folderNotFound),
            (folder.url, .notWritable),
            (link, .notWritable),
            (folder.path(String(repeating: "n", count: 256)), .notWritable),
            (URL(filePath: "/dev/full"), .diskFull),
            (try #require(URL(string: "https://example.org/a.bin")), .notWritable),
        ]
        for (url, expected) in table {
            #expect(try code { try AtomicFile.write([1, 2, 3], to: url) } == expected, "\(url)")
        }
        #expect(try folder.names == ["dangling", "file"])
    }

    @Test func aDeviceStaysADevice() throws {
        try AtomicFile.write([1, 2, 3], to: URL(filePath: "/dev/null"))
        let type = try FileManager.default.attributesOfItem(atPath: "/dev/null")[.type] as? FileAttributeType
        #expect(type == .typeCharacterSpecial)
    }

    @Test("needs a user whom permissions hold back", .enabled(if: geteuid() != 0))
    func aReadOnlyFolder() throws {
        let url = try folder.file("old", [1])
        try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: folder.url.path)
        #expect(try code { try AtomicFile.write([2], to: url) } == .notWritable)
        #expect(try Data(contentsOf: url) == Data([1]))
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.url.path)
    }

    @Test func modeFollowsTheUmask() throws {
        try AtomicFile.write([1], to: folder.path("a"))
        let mode = try FileManager.default.attributesOfItem(atPath: folder.path("a").path)[.posixPermissions] as? Int
        let ordinary = folder.path("b")
        try #require(FileManager.default.createFile(atPath: ordinary.path, contents: nil))
        #expect(mode == (try FileManager.default.attributesOfItem(atPath: ordinary.path)[.posixPermissions] as? Int))
    }
}

struct MediaErrorTests {
    @Test("one sentence that says what failed, why, and what to do", arguments: MediaError.Code.allCases)
    func sentence(_ code: MediaError.Code) {
        let text = "\(MediaError(code, subject: "a b.jpg", reason: "this and that"))"
        #expect(
            text.hasPrefix("Cannot read 'a b.jpg': this and that; ")
                || text.hasPrefix("Cannot show 'a b.jpg': this and that; ")
                || text.hasPrefix("Cannot process 'a b.jpg': this and that; ")
                || text.hasPrefix("Cannot write 'a b.jpg': "))
        #expect(text.hasSuffix(".") && text.filter { $0 == "." }.count <= 4)
    }

    @Test func controlCharactersAreEscaped() {
        let text = "\(MediaError(.notFound, subject: "a\n\u{1B}[31m😷.jpg", reason: "x\ty"))"
        #expect(text == "Cannot read 'a\\n\\u{1B}[31m😷.jpg': x\\ty; check the name.")
    }
}
