import FaceMaskCFFmpeg
import FaceMaskCore
import Foundation
@testable import FaceMaskMedia
import Testing

struct LiveReaderTests {
    private static let clip = VideoBuilder.y4m(
        width: 64, height: 48, colors: (0..<12).map { (UInt8(40 + 10 * $0), 128, 128) })

    private static let impatient = VideoConnection(openingTimeout: 0.4, readingTimeout: 0.3)
    private static let patient = VideoConnection(openingTimeout: 600, readingTimeout: 600)
    /// Half of the default time limits: much longer than a busy machine needs.
    private static let promptly = Duration.seconds(300)

    /// What came until the end, and how it ended.
    private func live(_ text: String, _ connection: VideoConnection = impatient) async -> (
        frames: [Frame], error: MediaError?
    ) {
        var frames: [Frame] = []
        do {
            let reader = try await LiveReader(VideoAddress(text), connection: connection)
            while let frame = try await reader.next() { frames.append(frame) }
            return (frames, nil)
        } catch {
            return (frames, error as? MediaError ?? MediaError(.empty, subject: text, reason: "\(error)"))
        }
    }

    @Test func aGeneratedCameraKeepsItsRate() async throws {
        let reader = try await LiveReader(VideoAddress("lavfi:testsrc2=size=64x48:rate=50"))
        #expect(reader.information.width == 64 && reader.information.height == 48)
        var frames: [Frame] = []
        while frames.count < 6, let frame = try await reader.next() { frames.append(frame) }
        #expect(zip(frames, frames.dropFirst()).allSatisfy { $0.time < $1.time && $0.index < $1.index })
        let (first, last) = (try #require(frames.first), try #require(frames.last))
        // Frames come every 20 ms and not before; a busy machine may be late by one.
        #expect(last.time - first.time > Double(last.index - first.index - 1) * 0.02 - 0.005)
        #expect(first.image.pixels != last.image.pixels)
    }

    @Test func theNewestFrameIsTaken() async throws {
        let newest = try NewestFrame()
        let target = try PictureFrame()
        for index in 0..<5 {
            let made = try PictureFrame(width: 2 + index, height: 2, format: AV_PIX_FMT_RGB24)
            let shape = VideoShape(of: made.frame, aspect: .init(num: 1, den: 1), orientation: .upright)
            newest.put(made, .init(shape: shape, time: Double(index), index: index))
            #expect(made.frame.pointee.width == 0)
        }
        #expect(try await newest.arrival())
        let label = newest.take(into: target)
        #expect(label?.index == 4 && target.frame.pointee.width == 6)
        #expect(newest.take(into: target) == nil)
        newest.put(try PictureFrame(), .init(shape: try #require(label).shape, time: 5, index: 5))
        newest.end(.success(()))
        newest.end(.failure(CancellationError()))
        // What is there comes before the end.
        #expect(try await newest.arrival())
        _ = newest.take(into: target)
        #expect(try await newest.arrival() == false)
        await #expect(throws: CancellationError.self) { try await newest.information() }
    }

    @Test func aStreamIsReadToItsEnd() async throws {
        let server = try LoopbackServer(.say(Self.clip))
        let (frames, error) = await live("tcp://127.0.0.1:\(server.port)", Self.patient)
        #expect(error?.code == .connectionLost && error?.isPermanent == false && frames.last?.index == 11)
        // Luma 150 in BT.601's narrow range.
        #expect(abs(Int(frames.last?.image[3, 3].red ?? 0) - 156) < 3)
    }

    @Test func aRecordingOnAWebServerIsReadFrameByFrame() async throws {
        let server = try LoopbackServer(LoopbackServer.http("200 OK", Self.clip))
        let reader = try await VideoReader(VideoAddress("http://127.0.0.1:\(server.port)/a.y4m?token=x"))
        var times: [Double] = []
        for try await frame in reader.frames { times.append(frame.time) }
        #expect(isClose(times, (0..<12).map { Double($0) * 0.04 }, within: 1e-6), "\(times)")
    }

    @Test func aRecordingIsPlayedAtItsOwnSpeedToItsEnd() async throws {
        let server = try LoopbackServer(LoopbackServer.http("200 OK", Self.clip))
        let (frames, error) = await live("http://127.0.0.1:\(server.port)/a.y4m", Self.patient)
        #expect(error == nil && frames.last?.index == 11)
        // Eleven steps of 40 ms, up to one late frame.
        let (first, last) = (try #require(frames.first), try #require(frames.last))
        #expect(last.time - first.time > Double(last.index - first.index - 1) * 0.04)
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let scheme: String
        let manner: LoopbackServer.Manner
        let codes: Set<MediaError.Code>
        let isPermanent: Bool

        init(
            _ why: String, _ scheme: String, _ manner: LoopbackServer.Manner, _ codes: Set<MediaError.Code>,
            permanent: Bool = false
        ) {
            (testDescription, self.scheme, self.manner) = (why, scheme, manner)
            (self.codes, isPermanent) = (codes, permanent)
        }
    }

    private static let noise: [UInt8] = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* $0 &* 7 &+ $0 >> 3) }

    static let rows: [Row] = [
        Row("silence", "rtsp", .silence, [.timedOut]),
        Row("silence", "http", .silence, [.timedOut]),
        Row("silence", "tcp", .silence, [.timedOut]),
        Row("hangs up at once", "rtsp", .hangUp, [.unreachable]),
        Row("hangs up at once", "http", .hangUp, [.unreachable]),
        Row("hangs up at once", "tcp", .hangUp, [.unreachable]),
        Row("noise", "rtsp", .say(noise), [.unreachable, .timedOut]),
        Row("noise", "http", .say(noise), [.unreachable, .notAStream]),
        Row("noise", "tcp", .say(noise), [.unreachable]),
        Row("noise, then silence", "tcp", .sayAndHang(noise), [.timedOut]),
        Row("wants a password", "http", LoopbackServer.http("401 Unauthorized"), [.accessDenied], permanent: true),
        Row("forbids it", "http", LoopbackServer.http("403 Forbidden"), [.accessDenied], permanent: true),
        Row("knows no such thing", "http", LoopbackServer.http("404 Not Found"), [.noSuchSource], permanent: true),
        Row("is overworked", "http", LoopbackServer.http("503 Service Unavailable"), [.unreachable]),
        Row(
            "a web page", "http", LoopbackServer.http("200 OK", Array("<html>Welcome</html>".utf8)), [.notAStream],
            permanent: true),
        Row(
            "wants a password", "rtsp", .answer(Array("RTSP/1.0 401 Unauthorized\r\nCSeq: 1\r\n\r\n".utf8)),
            [.accessDenied], permanent: true),
        Row(
            "knows no such thing", "rtsp", .answer(Array("RTSP/1.0 404 Not Found\r\nCSeq: 1\r\n\r\n".utf8)),
            [.noSuchSource], permanent: true),
    ]

    @Test("a sentence without secrets, for whatever is at the other end", arguments: rows)
    func hostile(_ row: Row) async throws {
        let server = try LoopbackServer(row.manner)
        // Only where silence is the answer may waiting be short: elsewhere a busy machine would seem silent.
        let connection = row.codes.contains(.timedOut) ? Self.impatient : Self.patient
        let (frames, error) = await live("\(row.scheme)://me:hush@127.0.0.1:\(server.port)/v?token=hush", connection)
        let fault = try #require(error)
        #expect(frames.isEmpty && row.codes.contains(fault.code), "\(fault.code): \(fault)")
        #expect(fault.isPermanent == row.isPermanent || row.codes.count > 1)
        #expect(
            !"\(fault)".contains("hush") && fault.subject == "\(row.scheme)://me:…@127.0.0.1:\(server.port)/v?token=…")
    }

    @Test func missingSourcesAreReported() async throws {
        let table: [(String, MediaError.Code)] = [
            ("rtsp://127.0.0.1:1/", .unreachable),
            ("/dev/video987", .noSuchSource),
            (":77.0", .noSuchSource),
            ("http://u:${FACEMASK_NO_SUCH_VARIABLE}@127.0.0.1/", .missingVariable),
            ("lavfi:nosuchfilter", .noSuchSource),
        ]
        for (text, code) in table {
            let error = await live(text, Self.patient).error
            #expect(error?.code == code, "\(String(describing: error))")
        }
    }

    @Test func aRemotePlaylistCannotNameLocalFiles() async throws {
        let folder = try TemporaryFolder()
        try await record(folder.path("a.mp4"), at: [0, 0.04, 0.08])
        let list = "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile://\(folder.path("a.mp4").path)\n#EXT-X-ENDLIST\n"
        let server = try LoopbackServer(
            LoopbackServer.http("200 OK", type: "application/vnd.apple.mpegurl", Array(list.utf8)))
        let (frames, error) = await live("http://127.0.0.1:\(server.port)/a.m3u8", Self.patient)
        #expect(frames.isEmpty && error != nil, "\(String(describing: error))")
    }

    @Test func aStalledStreamTimesOut() async throws {
        let server = try LoopbackServer(.sayAndHang(Self.clip))
        // Long enough for a busy machine to send the data before the silence.
        let connection = VideoConnection(openingTimeout: 600, readingTimeout: 3)
        let (frames, error) = await live("tcp://127.0.0.1:\(server.port)", connection)
        #expect(error?.code == .timedOut && frames.last?.index == 11)
    }

    @Test func cancellingEndsAnOpeningThatHangs() async throws {
        let server = try LoopbackServer(.silence)
        let task = Task {
            try await LiveReader(VideoAddress("rtsp://127.0.0.1:\(server.port)/"), connection: Self.patient)
        }
        await server.someoneConnects()
        let start = ContinuousClock.now
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(start.duration(to: .now) < Self.promptly)
    }

    @Test func cancellingEndsAReadThatHangs() async throws {
        let server = try LoopbackServer(.sayAndHang(Self.clip))
        let reader = try await LiveReader(VideoAddress("tcp://127.0.0.1:\(server.port)"), connection: Self.patient)
        while let frame = try await reader.next(), frame.index < 11 {}
        let task = Task { try await reader.next() }
        let start = ContinuousClock.now
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(start.duration(to: .now) < Self.promptly)
        await #expect(throws: CancellationError.self) { try await reader.next() }
    }

    @Test func numberedPicturesAreAVideo() async throws {
        let folder = try TemporaryFolder()
        for index in 0..<4 {
            let image = Image(width: 20, height: 10, filledWith: (UInt8(60 * index), 9, 200))
            let bytes = try PictureWriter().bytes(of: image, fileExtension: "png", named: "frame")
            _ = try folder.file("shot \(1001 + index).png", bytes)
        }
        let reader = try await VideoReader(VideoAddress(folder.path("shot %d.png").path))
        var frames: [Frame] = []
        for try await frame in reader.frames { frames.append(frame) }
        #expect(frames.map(\.index) == [0, 1, 2, 3])
        #expect(frames.map { Int($0.image[0, 0].red) } == [0, 60, 120, 180])
        let none = try VideoAddress(folder.path("none%04d.png").path)
        let error = try await #require(throws: MediaError.self) { try await VideoReader(none) }
        #expect(error.code == .notFound)
    }
}

struct PlaybackPaceTests {
    @Test func framesFollowTheirTimestamps() {
        // Stamp, when it comes, and for how long it is held.
        let table: [(stamp: Double, now: Double, wait: Double, why: String)] = [
            (100, 5, 0, "the first one"), (101, 5, 1, "a heap"), (102, 6, 1, "the heap goes on"),
            (103, 8.5, 0, "late by half a second"), (104, 8.5, 0.5, "and in time again"),
            (105, 20, 0, "late by eleven: a new reckoning"), (106, 20.25, 0.75, "which holds"),
            (9000, 21, 0, "another clock"), (9001, 21, 1, "which holds"), (3, 22, 0, "a clock that begins anew"),
        ]
        var pace = PlaybackPace()
        for row in table {
            #expect(abs(pace.wait(forStamp: row.stamp, now: row.now) - row.wait) < 1e-9, "\(row.why)")
        }
    }
}
