import FaceMaskCore
import Foundation
@testable import FaceMaskMedia
import Testing

/// What a video takes while it is read, and gives back.
struct VideoLifeTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func openDescriptors(of url: URL) throws -> Int {
        let links = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
        return links.filter { link in
            let target = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(link)")
            return target == url.resolvingSymlinksInPath().path
        }.count
    }

    private var residentBytes: Int {
        get throws {
            let pages = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")[1]
            return (Int(pages) ?? 0) * Int(getpagesize())
        }
    }

    private var videoThreads: Int {
        get throws {
            let tasks = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")
            return tasks.filter {
                (try? String(contentsOfFile: "/proc/self/task/\($0)/comm", encoding: .utf8))?.hasPrefix("video ")
                    == true
            }.count
        }
    }

    @Test func aThousandFramesTakeNoMoreMemoryThanAHundred() async throws {
        let url = folder.path("a.mp4")
        try await record(url, at: (0..<1000).map { Double($0) * 0.04 }) { _ in gradient64 }
        let reader = try await VideoReader(url, limits: .init(threads: 1))
        var early = 0
        for try await frame in reader.frames where frame.index == 100 { early = try residentBytes }
        // All frames together would be 276 MB; other tests run concurrently.
        #expect(try residentBytes - early < 100_000_000)
    }

    private let gradient64 = gradient(width: 320, height: 288)

    @Test func filesAndThreadsAreReleased() async throws {
        let url = folder.path("a.mp4")
        try await record(url, at: [0, 0.04, 0.08]) { _ in Image(width: 16, height: 16) }
        for turn in 0..<200 {
            let reader = try await VideoReader(url, limits: .init(threads: 1))
            if turn.isMultiple(of: 2) { for try await frame in reader.frames where frame.index == 0 { break } }
            if turn.isMultiple(of: 5) { for try await _ in reader.frames {} }
            #expect(try openDescriptors(of: url) <= 1 || turn > 0)
        }
        #expect(try openDescriptors(of: url) <= 2)
        #expect(try videoThreads < 100)
    }

    @Test func aCancelledLoopClosesTheFile() async throws {
        let url = folder.path("a.mp4")
        try await record(url, at: (0..<50).map { Double($0) * 0.04 }) { _ in Image(width: 16, height: 16) }
        let reader = try await VideoReader(url, limits: .init(threads: 1))
        let count = Counter()
        let task = Task {
            for try await frame in reader.frames {
                await count.set(frame.index)
                if frame.index == 9 { withUnsafeCurrentTask { $0?.cancel() } }
            }
        }
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(await count.value == 9)
        #expect(try openDescriptors(of: url) == 0)
    }

    private actor Counter {
        private(set) var value = -1
        func set(_ value: Int) { self.value = value }
    }

    @Test func workRunsInOrderOnOneThread() async {
        actor Recorder {
            let executor = ThreadExecutor(name: "video test")
            nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
            private(set) var threads: Set<UInt> = []
            private(set) var sum = 0
            func add(_ number: Int) {
                sum += number
                threads.insert(UInt(pthread_self()))
            }
        }
        let recorder = Recorder()
        await withTaskGroup { group in
            for number in 0..<100 { group.addTask { await recorder.add(number) } }
        }
        #expect(await recorder.sum == 4950)
        #expect(await recorder.threads.count == 1)
    }
}

struct VideoClockTests {
    struct Row: Sendable {
        let why: String
        let origin: Int64
        let stamps: [Double?]
        let times: [Double]
    }

    static let rows: [Row] = [
        Row(why: "as the file says", origin: 0, stamps: [0.5, 0.7, 2], times: [0.5, 0.7, 2]),
        Row(why: "the file's clock begins elsewhere", origin: 10_000_000, stamps: [10, 10.5], times: [0, 0.5]),
        Row(why: "nothing is known of the beginning", origin: .min, stamps: [7, 7.5], times: [0, 0.5]),
        Row(why: "no stamps at all", origin: .min, stamps: [nil, nil, nil], times: [0, 0.25, 0.5]),
        Row(why: "one stamp is missing", origin: 0, stamps: [0, nil, 0.6], times: [0, 0.25, 0.6]),
        Row(why: "two frames have one stamp", origin: 0, stamps: [0, 0.5, 0.5, 1], times: [0, 0.5, 0.75, 1]),
        Row(why: "a stray stamp", origin: 0, stamps: [0, 0.5, 0.1, 1], times: [0, 0.5, 0.75, 1]),
        Row(why: "the clock begins anew", origin: 0, stamps: [8, 8.25, 0, 0.25], times: [8, 8.25, 8.5, 8.75]),
    ]

    @Test("times rise", arguments: rows)
    func times(_ row: Row) {
        var clock = VideoClock(unit: 0.001, origin: row.origin, frameRate: 4)
        let times = row.stamps.map { clock.time(stamp: $0, duration: 0.25) }
        #expect(isClose(times, row.times, within: 1e-9), "\(times)")
    }
}
