import FaceMaskCore
import Foundation
import FaceMaskMedia
import Testing

struct VideoWriterTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func anOlderFileRemainsUntilTheEnd() async throws {
        let url = try folder.file("a.mp4", [1, 2, 3])
        let writer = try VideoWriter(url, options: quickOptions)
        try await writer.write(gradient(width: 32, height: 32), at: 0)
        #expect(try Data(contentsOf: url) == Data([1, 2, 3]))
        #expect(try folder.names == ["a.mp4", "a.partial.mp4"])
        try await writer.finish()
        try await writer.finish()
        #expect(try folder.names == ["a.mp4"])
        #expect(try await Reading.of(url).frames.count == 1)
    }

    @Test func anAbandonedRecordingIsRemoved() async throws {
        let writer = try VideoWriter(folder.path("a.mp4"), options: quickOptions)
        try await writer.write(gradient(width: 32, height: 32), at: 0)
        await writer.abandon()
        #expect(try folder.names.isEmpty)
        try await writer.finish()
        #expect(try folder.names.isEmpty)
    }

    @Test func withoutAPictureThereIsNoFile() async throws {
        let writer = try VideoWriter(folder.path("a.mp4"))
        await #expect { try await writer.finish() } throws: { ($0 as? MediaError)?.code == .notEncodable }
        #expect(try folder.names.isEmpty)
    }

    @Test("what is in the file when the program is killed plays")
    func killed() async throws {
        let writer = try VideoWriter(folder.path("a.mp4"), options: quickOptions)
        for index in 0..<100 { try await writer.write(gradient(width: 32, height: 32), at: Double(index) * 0.1) }
        // The system keeps what it got; what a program still held is lost with it.
        let left = try folder.file("left.mp4", [UInt8](Data(contentsOf: folder.path("a.partial.mp4"))))
        let reading = try await Reading.of(left)
        #expect(
            reading.frames.count >= 60
                && isClose(
                    reading.times, (0..<reading.frames.count).map { Double($0) * 0.1 }, within: 1e-5)
        )
        await writer.abandon()
    }

    @Test func aKilledRecordingIsKeptWhenAnotherStarts() async throws {
        let survivor = try folder.file("a.partial.mp4", [9])
        try await record(folder.path("a.mp4"), at: [0])
        #expect(try Data(contentsOf: survivor) == Data([9]))
        #expect(try folder.names == ["a.mp4", "a.partial.mp4"])
    }

    @Test func refusals() throws {
        let table: [(URL, MediaError.Code)] = [
            (folder.path("none/a.mp4"), .folderNotFound), (folder.url, .notWritable),
            (folder.path("a.avi"), .notAVideoName), (folder.path("a"), .notAVideoName),
            (try #require(URL(string: "https://example.org/a.mp4")), .notWritable),
        ]
        for (url, expected) in table {
            #expect(try code { _ = try VideoWriter(url) } == expected, "\(url)")
        }
        #expect(try folder.names.isEmpty)
    }

    @Test func aFullDiskIsReported() async throws {
        let writer = try VideoWriter(URL(filePath: "/dev/full"), options: quickOptions)
        await #expect {
            for index in 0..<40 { try await writer.write(gradient(width: 32, height: 32), at: Double(index)) }
            try await writer.finish()
        } throws: { ($0 as? MediaError)?.code == .diskFull }
    }

    @Test("odd sides become even", arguments: [(33, 21), (32, 21), (33, 20), (1, 1)])
    func oddSize(_ width: Int, _ height: Int) async throws {
        let image = Image(width: width, height: height, filledWith: (90, 160, 60))
        try await record(folder.path("a.mp4"), at: [0, 1]) { _ in image }
        let frame = try #require(try await Reading.of(folder.path("a.mp4")).frames.last?.image)
        #expect(frame.width == width + width % 2 && frame.height == height + height % 2)
        let expected = Image(width: frame.width, height: frame.height, filledWith: (90, 160, 60))
        #expect(largestDifference(frame, expected) <= 5)
    }

    @Test func otherSizesAreScaledToTheFirst() async throws {
        try await record(folder.path("a.mp4"), at: [0, 1, 2]) { gradient(width: 32 << $0, height: 32 << $0) }
        let reading = try await Reading.of(folder.path("a.mp4"))
        for frame in reading.frames { #expect(likeness(frame.image, gradient(width: 32, height: 32)) > 25) }
        #expect(reading.frames.count == 3)
    }

    @Test func nonincreasingTimesAreAdjusted() async throws {
        try await record(folder.path("a.mp4"), at: [0, 1, 1, 0.5, 2])
        #expect(isClose(try await Reading.of(folder.path("a.mp4")).times, [0, 1, 1, 1, 2], within: 1e-4))
    }

    @Test func aLateFirstFrameStartsTheVideo() async throws {
        var options = quickOptions
        options.start = 10
        try await record(folder.path("a.mp4"), at: [10, 10.25, 11], options: options)
        #expect(isClose(try await Reading.of(folder.path("a.mp4")).times, [0, 0.25, 1], within: 1e-5))
    }

    @Test func soundIsCopied() async throws {
        var options = quickOptions
        options.soundSource = try folder.file("a.mp3", VideoBuilder.mp3(frames: 200))
        let times = [0.5] + (1..<20).map { 0.5 + Double($0) * 0.1 }
        try await record(folder.path("a.mp4"), at: times, options: options)
        let reader = try await VideoReader(folder.path("a.mp4"))
        #expect(reader.information.hasSound)
        // The sound runs from 0 to the last frame's end, in steps of 26 ms.
        #expect(abs((reader.information.duration ?? 0) - 2.5) < 0.06)
        // The first picture is shown from the beginning; the others stay synchronous with the sound.
        let read = try await Reading.of(folder.path("a.mp4")).times
        #expect(isClose(read, [0] + times.dropFirst(), within: 1e-5), "\(read)")
        options.soundSource = folder.path("a.mp4")
        options.start = 1
        try await record(folder.path("b.mp4"), at: [1, 1.5], options: options)
        #expect(try await VideoReader(folder.path("b.mp4")).information.hasSound)
    }

    @Test func uncopiableSoundIsReported() async throws {
        let picture = try VideoBuilder.jpeg(gradient(width: 16, height: 16))
        let table: [(URL, Bool)] = [
            (try folder.file("silent.avi", VideoBuilder.avi(width: 16, height: 16, frames: [picture])), false),
            (folder.path("none.mp4"), true),
        ]
        for (url, isSaid) in table {
            var options = quickOptions
            options.soundSource = url
            let writer = try VideoWriter(folder.path("a.mp4"), options: options)
            try await writer.write(gradient(width: 32, height: 32), at: 0)
            #expect(await (writer.omittedSound != nil) == isSaid)
            try await writer.finish()
        }
    }
}
