import FaceMaskCore
import Foundation
import FaceMaskMedia
import Testing

/// Files that are no video, or not a whole one.
struct HostileVideoTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    struct Attempt: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let name: String
        let codes: Set<MediaError.Code>
        let bytes: [UInt8]

        init(_ why: String, _ name: String, _ codes: MediaError.Code..., bytes: [UInt8]) {
            (testDescription, self.name, self.bytes) = (why, name, bytes)
            self.codes = Set(codes)
        }
    }

    private static let cover = PNGBuilder.picture(width: 1, bits: 8, colorType: 0, rows: [[200]])
    private static let noise: [UInt8] = (0..<5000).map { UInt8(truncatingIfNeeded: $0 &* $0 &* 7 &+ $0 >> 3) }

    static let attempts: [Attempt] = [
        Attempt("no bytes", "a.mp4", .empty, bytes: []),
        Attempt("one byte", "a.mp4", .notAVideo, .damaged, bytes: [0]),
        Attempt("text called a video", "a.mp4", .notAVideo, .damaged, bytes: Array("These are words.\n".utf8)),
        Attempt("text", "a.txt", .notAVideo, bytes: Array("These are words.\n".utf8)),
        Attempt("noise", "a.mkv", .notAVideo, .damaged, bytes: noise),
        Attempt(
            "an MP4's first box alone", "a.mp4", .damaged, .noVideo, .notAVideo,
            bytes: [0, 0, 0, 24] + Array("ftypisom".utf8)),
        Attempt("sound", "a.mp3", .noVideo, bytes: VideoBuilder.mp3(frames: 60)),
        Attempt("sound with a cover", "a.mp3", .noVideo, bytes: VideoBuilder.mp3(frames: 60, cover: cover)),
        Attempt(
            "a header without frames", "a.y4m", .truncated, bytes: VideoBuilder.y4m(width: 8, height: 8, colors: [])),
        Attempt(
            "frames that are none", "a.avi", .damaged,
            bytes: VideoBuilder.avi(width: 8, height: 8, frames: [[1, 2, 3, 4], [5, 6, 7, 8]])),
        Attempt(
            "a playlist that calls out", "a.m3u8", .notAVideo,
            bytes: Array("#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\nhttp://127.0.0.1:9/a.ts\n".utf8)),
        Attempt(
            "more pixels than the limit", "a.y4m", .tooLarge, .damaged,
            bytes: Array("YUV4MPEG2 W40000 H40000 F25:1 A1:1 C420jpeg\nFRAME\n".utf8)),
    ]

    @Test("is refused by a sentence", arguments: attempts)
    func refused(_ attempt: Attempt) async throws {
        let reading = try await Reading.of(folder.file(attempt.name, attempt.bytes))
        let error = try #require(reading.error)
        #expect(reading.frames.isEmpty && attempt.codes.contains(error.code), "\(error.code): \(error)")
        #expect(error.description.hasPrefix("Cannot read '") && error.description.hasSuffix("."))
    }

    @Test func paths() async throws {
        #expect(try await Reading.of(folder.path("none.mp4")).error?.code == .notFound)
        #expect(try await Reading.of(folder.url).error?.code == .isDirectory)
        #expect(try await Reading.of(#require(URL(string: "https://example.org/a.mp4"))).error?.code == .notFound)
    }

    @Test("what is there of a truncated recording is read, then comes a sentence")
    func truncatedRecording() async throws {
        try await record(folder.path("a.mp4"), at: (0..<40).map { Double($0) * 0.25 })
        let bytes = [UInt8](try Data(contentsOf: folder.path("a.mp4")))
        var counts: [Int] = []
        for part in 0..<24 {
            let length = bytes.count * part / 24
            let reading = try await Reading.of(folder.file("cut.mp4", Array(bytes[..<length])))
            counts.append(reading.frames.count)
            #expect(isClose(reading.times, (0..<reading.frames.count).map { Double($0) * 0.25 }, within: 1e-5))
            // A cut between two fragments leaves a whole file, only a shorter one.
            if reading.frames.isEmpty { #expect(reading.error != nil) }
        }
        #expect(counts == counts.sorted() && (counts.last ?? 0) >= 30, "\(counts)")
    }

    @Test("likewise of one whose header says how much there should be", arguments: [1, 5, 11])
    func truncatedMovie(_ kept: Int) async throws {
        let frames = try (0..<12).map { _ in try VideoBuilder.jpeg(gradient(width: 16, height: 16)) }
        let movie = VideoBuilder.avi(width: 16, height: 16, frames: Array(frames[..<kept]), statedFrames: 12)
        let reading = try await Reading.of(folder.file("a.avi", movie))
        #expect(reading.frames.count == kept && reading.error?.code == .truncated)
        #expect(reading.error?.reason.contains("after \(kept) frame") == true)
    }

    private func broken(_ numbers: Set<Int>, of count: Int) throws -> URL {
        let whole = try VideoBuilder.jpeg(gradient(width: 32, height: 32))
        let frames = (0..<count).map { numbers.contains($0) ? [UInt8](repeating: 7, count: 80) : whole }
        return try folder.file("a.avi", VideoBuilder.avi(width: 32, height: 32, frames: frames))
    }

    @Test func brokenFramesAreSkippedAndCounted() async throws {
        let reading = try await Reading.of(broken([2, 3, 7], of: 10))
        #expect(reading.error == nil && reading.brokenFrames == 3)
        #expect(isClose(reading.times, [0, 1, 4, 5, 6, 8, 9].map { $0 * 0.04 }, within: 1e-6))
    }

    @Test func tooManyBrokenFramesInARowEndTheReading() async throws {
        var limits = VideoReader.Limits(threads: 1)
        limits.brokenFramesInARow = 4
        let kept = try await Reading.of(broken([1, 2, 3, 4, 6, 7], of: 9), limits: limits)
        #expect(kept.error == nil && kept.frames.count == 3)
        let ended = try await Reading.of(broken([1, 2, 3, 4, 5], of: 9), limits: limits)
        #expect(ended.error?.code == .tooManyBrokenFrames && ended.frames.count == 1 && ended.brokenFrames == 5)
    }

    @Test func changedBitsNeverCrash() async throws {
        try await record(folder.path("a.mp4"), at: (0..<6).map { Double($0) * 0.5 }) { _ in
            gradient(width: 32, height: 32)
        }
        let original = [UInt8](try Data(contentsOf: folder.path("a.mp4")))
        var random = HostilePictureTests.SmallRandom(state: 4)
        for _ in 0..<60 {
            var bytes = original
            for _ in 0..<(random.next() % 8 + 1) {
                bytes[Int(random.next() % UInt64(bytes.count))] ^= 1 << UInt8(random.next() % 8)
            }
            let reading = try await Reading.of(folder.file("b.mp4", bytes), limits: .init(pixels: 100_000, threads: 1))
            #expect(reading.frames.allSatisfy { $0.image.width * $0.image.height <= 1_600_000 })
            #expect(zip(reading.times, reading.times.dropFirst()).allSatisfy { $0 < $1 })
        }
    }
}
