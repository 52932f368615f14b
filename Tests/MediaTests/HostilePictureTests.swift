import FaceMaskCore
import Foundation
import FaceMaskMedia
import Testing

/// Bytes that are no picture, or a wicked one.
struct HostilePictureTests {
    struct Attempt: Sendable, CustomTestStringConvertible {
        let why: String
        let codes: Set<MediaError.Code>
        let bytes: @Sendable () throws -> [UInt8]

        init(_ why: String, _ codes: MediaError.Code..., bytes: @escaping @Sendable () throws -> [UInt8]) {
            self.why = why
            self.codes = Set(codes)
            self.bytes = bytes
        }

        var testDescription: String { why }
    }

    private static let huge = bigEndian(20_000)
    private static let hugeLittle = Array(huge.reversed())

    static let attempts: [Attempt] = [
        Attempt("no bytes", .empty) { [] },
        Attempt("one byte", .notAPicture) { [0xFF] },
        Attempt("one zero", .notAPicture) { [0] },
        Attempt("text", .notAPicture) { Array("This is not a picture.\n".utf8) },
        Attempt("text that begins like a bitmap", .notAPicture) { Array("BMW is a maker of cars, of all things".utf8) },
        Attempt("a web page instead of the download", .notAPicture) { Array("<!DOCTYPE html><html></html>".utf8) },
        Attempt("a PDF", .notAPicture) { Array("%PDF-1.7 and so on".utf8) },
        Attempt("a zip archive", .notAPicture) { Array("PK\u{3}\u{4} and so on".utf8) },
        Attempt("zeros", .notAPicture) { [UInt8](repeating: 0, count: 4096) },
        Attempt("an MP4 video", .isVideo) {
            [0, 0, 0, 24] + Array("ftypisom".utf8) + [UInt8](repeating: 0, count: 64)
        },
        Attempt("a Matroska video", .isVideo) { [0x1A, 0x45, 0xDF, 0xA3, 0, 0, 0, 0] },
        Attempt("an AVI video", .isVideo) { Array("RIFF....AVI LIST".utf8) },
        Attempt("an MPEG transport stream", .isVideo) { (0..<600).map { $0 % 188 == 0 ? 0x47 : 0 } },
        Attempt("a HEIC picture", .unsupported) { [0, 0, 0, 24] + Array("ftypheic".utf8) },
        Attempt("an AVIF picture", .unsupported) { [0, 0, 0, 24] + Array("ftypavif".utf8) },
        Attempt("a BigTIFF", .unsupported) { Array("II+\0".utf8) + [8, 0, 0, 0] },
        Attempt("an animated WebP", .unsupported) { try Fixture.bytes("animated.webp") },
        Attempt("a TIFF that holds a JPEG", .unsupported) { try Fixture.bytes("jpeg-inside.tiff") },
        Attempt("a JPEG's first bytes only", .truncated) { [0xFF, 0xD8, 0xFF, 0xE0] },
        Attempt("a JPEG without pixels", .damaged) { [0xFF, 0xD8, 0xFF, 0xD9] },
        Attempt("a JPEG without its end mark", .truncated) { Array(try Fixture.bytes("plain.jpg").dropLast(2)) },
        Attempt("a JPEG with a hole", .damaged) {
            let bytes = try Fixture.bytes("restart-markers.jpg")
            let scan = try bytes.firstPosition(of: "\u{0}\u{3F}\u{0}") + 3
            return Array(bytes[..<scan] + bytes[(bytes.count - 60)...])
        },
        Attempt("four inks that aren't Adobe's", .unsupported) {
            let bytes = try Fixture.bytes("cmyk.jpg")
            return bytes.patched(at: try bytes.firstPosition(of: "Adobe"), Array("Adieu".utf8))
        },
        Attempt("a JPEG's header says 20,000 × 20,000", .tooLarge) {
            let bytes = try Fixture.bytes("plain.jpg")
            let frame = try #require(bytes.firstRange(of: [0xFF, 0xC0])).lowerBound
            return bytes.patched(at: frame + 5, Array(huge[2...]) + Array(huge[2...]))
        },
        Attempt("a PNG's header says 20,000 × 20,000", .tooLarge) {
            PNGBuilder.signature + PNGBuilder.header(width: 20_000, height: 20_000, bits: 8, colorType: 2)
                + PNGBuilder.chunk("IDAT", PNGBuilder.bomb(unpackedBytes: 100_000)) + PNGBuilder.chunk("IEND", [])
        },
        Attempt("a PNG's sides multiply beyond 64 bits", .tooLarge) {
            PNGBuilder.signature + PNGBuilder.header(width: 0xFFFF_FFFF, height: 0xFFFF_FFFF, bits: 8, colorType: 2)
                + PNGBuilder.chunk("IEND", [])
        },
        Attempt("a bitmap's header says 20,000 × 20,000", .tooLarge) {
            try Fixture.bytes("rgb.bmp").patched(at: 18, hugeLittle + hugeLittle)
        },
        Attempt("a GIF's header says 20,000 × 20,000", .tooLarge) {
            try Fixture.bytes("plain.gif").patched(at: 6, Array(hugeLittle[..<2]) + Array(hugeLittle[..<2]))
        },
        Attempt("a WebP's header says 16,384 × 16,384", .tooLarge) {
            try Fixture.bytes("lossless.webp").patched(at: 21, [0xFF, 0xFF, 0xFF, 0xFF])
        },
        Attempt("a TIFF's directory says 20,000 × 20,000", .tooLarge) {
            let bytes = try Fixture.bytes("plain.tiff")
            let width = try #require(bytes.firstRange(of: [0, 1, 4, 0, 1, 0, 0, 0])).lowerBound
            return bytes.patched(at: width + 8, Array(hugeLittle[..<2])).patched(
                at: width + 20, Array(hugeLittle[..<2]))
        },
        Attempt("a PNG of no width", .damaged) {
            PNGBuilder.signature + PNGBuilder.header(width: 0, height: 9, bits: 8, colorType: 2)
                + PNGBuilder.chunk("IEND", [])
        },
        Attempt("a PNG without pixels", .damaged) {
            PNGBuilder.signature + PNGBuilder.header(width: 9, height: 9, bits: 8, colorType: 2)
                + PNGBuilder.chunk("IEND", [])
        },
        Attempt("a PNG with too few rows", .damaged) {
            PNGBuilder.signature + PNGBuilder.header(width: 2, height: 9, bits: 8, colorType: 0)
                + PNGBuilder.chunk("IDAT", PNGBuilder.stored([0, 1, 1, 0, 2, 2])) + PNGBuilder.chunk("IEND", [])
        },
        Attempt("a PNG with one bit changed", .damaged) {
            var bytes = try Fixture.bytes("rgb.png")
            bytes[try bytes.firstPosition(of: "IDAT") + 20] ^= 4
            return bytes
        },
        Attempt("a bitmap of no height", .damaged) { try Fixture.bytes("rgb.bmp").patched(at: 22, [0, 0, 0, 0]) },
        Attempt("a GIF without a picture", .damaged) { Array("GIF89a".utf8) + [9, 0, 9, 0, 0, 0, 0, 0x3B] },
        Attempt("a TIFF whose directory lies outside", .truncated) { Array("II*\0".utf8) + [255, 255, 255, 127] },
        Attempt("a TIFF directory that points to itself", .damaged, .truncated) {
            Array("II*\0".utf8) + [8, 0, 0, 0, 1, 0] + [0, 1, 4, 0, 255, 255, 255, 255, 8, 0, 0, 0]
        },
    ]

    @Test("is refused by its own code", arguments: attempts)
    func refused(_ attempt: Attempt) throws {
        let bytes = try attempt.bytes()
        do {
            _ = try PictureReader().read(bytes, named: "attempt")
            Issue.record("it was read")
        } catch {
            #expect(attempt.codes.contains(error.code), "\(error)")
            #expect(error.description.hasPrefix("Cannot read 'attempt': ") && error.description.hasSuffix("."))
        }
    }

    @Test(
        "a truncated file is refused wherever it ends",
        arguments: [
            "plain.jpg", "progressive.jpg", "rgb.png", "interlaced.png", "lossy.webp", "lossless.webp",
            "lossy-alpha.webp", "rgb.bmp", "plain.tiff", "lzw.tiff", "plain.gif",
        ], [0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.97])
    func truncated(_ name: String, _ part: Double) throws {
        let bytes = try Fixture.bytes(name)
        let rest = Array(bytes[..<Int(Double(bytes.count) * part)])
        let code = try code { _ = try PictureReader().read(rest, named: name) }
        // With fewer bytes than a signature, the format can't be recognized.
        #expect(code == .truncated || code == .notAPicture && rest.count < 12)
    }

    @Test(
        "changed bits never crash, hang or make a larger picture",
        arguments: [
            "plain.jpg", "progressive.jpg", "cmyk.jpg", "orientation-6.jpg", "rgb.png", "interlaced.png",
            "palette-transparent.png", "animated.png", "lossy.webp", "lossless.webp", "lossy-alpha.webp", "rgb.bmp",
            "palette.bmp", "lzw.tiff", "deflate.tiff", "packbits.tiff", "plain.gif",
        ])
    func changedBits(_ name: String) throws {
        let original = try Fixture.bytes(name)
        var random = SmallRandom(state: UInt64(name.utf8.reduce(7) { ($0 * 31 + Int($1)) % 1_000_003 }))
        let reader = PictureReader(maximumPixels: 100_000)
        for _ in 0..<60 {
            var bytes = original
            for _ in 0..<(random.next() % 8 + 1) {
                bytes[Int(random.next() % UInt64(bytes.count))] ^= 1 << UInt8(random.next() % 8)
            }
            if let image = try? reader.read(bytes, named: name) { #expect(image.width * image.height <= 100_000) }
        }
    }

    @Test("a check refuses what a look refuses", arguments: ["plain.jpg", "rgb.png", "lossy.webp"])
    func checked(_ name: String) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "facemask-check-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (whole, half) = (folder.appending(path: "whole"), folder.appending(path: "half"))
        let bytes = try Fixture.bytes(name)
        try Data(bytes).write(to: whole)
        try Data(bytes.prefix(bytes.count / 2)).write(to: half)
        try PictureReader().check(whole)
        #expect(throws: MediaError.self) { try PictureReader().check(half) }
    }

    @Test func metadataCannotExhaustMemory() throws {
        let bomb = PNGBuilder.chunk("zTXt", Array("Comment\0\0".utf8) + PNGBuilder.bomb(unpackedBytes: 160_000_000))
        let bytes = PNGBuilder.picture(width: 1, bits: 8, colorType: 0, rows: [[200]], extra: bomb)
        let before = peakMemory()
        #expect(try PictureReader().read(bytes, named: "bomb").pixels == [200, 200, 200])
        #expect(peakMemory() - before < 100_000_000)
    }

    /// Linear congruential, Knuth's MMIX constants: the same numbers on every machine.
    struct SmallRandom {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state >> 33
        }
    }

    private func peakMemory() -> Int {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss * 1024
    }
}
