import FaceMaskCore
import Foundation
import FaceMaskMedia
import Testing

/// Paths that lead to no readable file.
struct PictureFileTests {
    private let folder: TemporaryFolder
    private let reader = PictureReader()

    init() throws { folder = try TemporaryFolder() }

    private func refusal(of url: URL) throws -> MediaError.Code? {
        let code = try code { _ = try reader.read(url) }
        #expect(try sizeRefusal(of: url) == code)
        return code
    }

    private func sizeRefusal(of url: URL) throws -> MediaError.Code? {
        try code { _ = try reader.size(of: url) }
    }

    @Test func missing() throws {
        #expect(try refusal(of: folder.path("none.jpg")) == .notFound)
        #expect(try refusal(of: folder.path("none/none.jpg")) == .notFound)
        #expect(try refusal(of: folder.file("file", [1]).appending(path: "none.jpg")) == .notFound)
    }

    @Test func webAddress() throws {
        #expect(try refusal(of: try #require(URL(string: "https://example.org/a.jpg"))) == .notFound)
    }

    @Test func aFolder() throws { #expect(try refusal(of: folder.url) == .isDirectory) }

    @Test func anEmptyFile() throws { #expect(try refusal(of: folder.file("empty.jpg", [])) == .empty) }

    @Test func aDanglingLink() throws {
        let link = folder.path("link.jpg")
        try FileManager.default.createSymbolicLink(at: link, withDestinationURL: folder.path("gone.jpg"))
        do {
            _ = try reader.read(link)
            Issue.record("it was read")
        } catch {
            #expect(error.code == .notFound && error.reason.contains("link"))
        }
    }

    @Test func aLinkToItself() throws {
        let link = folder.path("loop.jpg")
        try FileManager.default.createSymbolicLink(at: link, withDestinationURL: link)
        #expect(try refusal(of: link) == .notFound)
    }

    @Test func aLinkToAPicture() throws {
        let link = folder.path("link.jpg")
        try FileManager.default.createSymbolicLink(at: link, withDestinationURL: Fixture.url("plain.jpg"))
        #expect(try reader.read(link).width == 24)
    }

    @Test("waits for nobody")
    func aPipe() throws {
        let pipe = folder.path("pipe.jpg")
        try #require(mkfifo(pipe.path, 0o600) == 0)
        #expect(try refusal(of: pipe) == .notAFile)
    }

    @Test("devices are not files", arguments: ["/dev/null", "/dev/zero", "/dev/full", "/dev/tty"])
    func aDevice(_ path: String) throws {
        #expect(try refusal(of: URL(filePath: path)) == .notAFile)
    }

    @Test("needs a user whom permissions hold back", .enabled(if: geteuid() != 0))
    func unreadable() throws {
        let url = try folder.file("secret.jpg", Fixture.bytes("plain.jpg"))
        try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: url.path)
        #expect(try refusal(of: url) == .notReadable)
    }

    @Test func moreBytesThanTheLimitCanNeed() throws {
        let url = try folder.file("sparse.bmp", Fixture.bytes("rgb.bmp"))
        try #require(truncate(url.path, 1 << 30) == 0)
        #expect(try code { _ = try PictureReader(maximumPixels: 1_000_000).read(url) } == .tooLarge)
    }

    @Test func aHugeLimitRefusesNone() throws {
        let url = try folder.file("sparse.bmp", Fixture.bytes("rgb.bmp"))
        // One byte more than the limit for metadata; the decoder stops after the pixels.
        try #require(truncate(url.path, (64 << 20) + 1) == 0)
        #expect(try code { _ = try PictureReader(maximumPixels: .max).read(url) } == nil)
    }

    @Test(.disabled(if: isAddressSanitized, "freed memory is kept back, and leaks are looked for anyway"))
    func memoryDoesNotGrow() async {
        await #expect(processExitsWith: .success) {
            let folder = try TemporaryFolder()
            let good = try Fixture.url("restart-markers.jpg")
            let bad = try folder.file("bad.png", Array(Fixture.bytes("rgb.png").dropLast(40)))
            let damaged = try folder.file("damaged.png", Fixture.bytes("rgb.png").patched(at: 60, [1, 2, 3]))
            let round = { (count: Int) in
                for _ in 0..<count { for url in [good, bad, damaged] { _ = try? PictureReader().read(url) } }
                for _ in 0..<(count / 4) {
                    try PictureWriter().write(gradient(width: 9, height: 9), to: folder.path("a.jpg"))
                }
            }
            try round(100)
            let before = try residentMemory()
            try round(1000)
            // Half a kilobyte leaked in each of 3,250 would be more.
            #expect(try residentMemory() - before < 1_500_000)
        }
    }

    @Test func standardErrorStaysEmpty() async {
        let result = await #expect(processExitsWith: .success, observing: [\.standardErrorContent]) {
            for name in ["plain.jpg", "rgb.png", "lossy.webp", "lzw.tiff", "plain.gif"] {
                let bytes = try Fixture.bytes(name)
                _ = try? PictureReader().read(bytes, named: name)
                for index in stride(from: 20, to: bytes.count, by: 23) {
                    _ = try? PictureReader().read(bytes.patched(at: index, [bytes[index] ^ 0x55]), named: name)
                }
            }
        }
        #expect(result.map { String(decoding: $0.standardErrorContent, as: UTF8.self) } == "")
    }
}

private func residentMemory() throws -> Int {
    let pages = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")
    return try #require(Int(pages[1])) * Int(getpagesize())
}

private let isAddressSanitized = dlsym(nil, "__asan_init") != nil
