import FaceMaskFiles
import FaceMask
import Foundation
import FaceMaskInference
import FaceMaskMedia

/// Takes the times of all stages: prepares, warms up, and measures in rounds, so that a machine that slows down for a
/// while slows down everything.
struct BenchSession {
    struct Plan: Sendable {
        var pictures: [String]
        var videos: [String]
        /// Whether videos and pictures that the program makes itself take the place of sources.
        var isOwn: Bool
        var faceCounts: [Int]
        var threads: Int
        var rounds: Int
        /// The most seconds of each video.
        var duration: Double
        var models: ModelOptions
    }

    private let plan: Plan
    private let folder: URL
    private let start = ContinuousClock.now
    private var report: BenchReport
    private var clips: [(source: String, clip: BenchClip)] = []
    private var detectors: [Detector: SharedDetector] = [:]

    private struct Detector: Hashable {
        var purpose: MaskDetector.Configuration.Purpose
        var threads: Int
    }

    /// Works in a folder of its own, which is gone afterwards.
    static func report(of plan: Plan, isQuiet: Bool) async throws -> BenchReport {
        let folder = FileManager.default.temporaryDirectory.appending(path: "facemask-bench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var session = try BenchSession(plan, folder: folder)
        return try await session.measured(isQuiet: isQuiet)
    }

    private init(_ plan: Plan, folder: URL) throws {
        self.plan = plan
        self.folder = folder
        report = BenchReport(
            machine: .init(
                processor: try Engine().processor, cores: Processors.count, facemask: FaceMaskVersion.current,
                openvino: Engine.version, ffmpeg: try MediaLibrary.version))
    }

    /// 1, and as many as are wanted.
    private var threadCounts: [Int] { plan.threads == 1 ? [1] : [1, plan.threads] }

    private mutating func detector(
        _ purpose: MaskDetector.Configuration.Purpose, threads: Int
    ) throws -> SharedDetector {
        let key = Detector(purpose: purpose, threads: threads)
        if let detector = detectors[key] { return detector }
        let detector = SharedDetector(
            try plan.models.configuration(for: purpose, .batch, threads: threads))
        ProcessLifetime.keep(detector)
        detectors[key] = detector
        return detector
    }

    private mutating func measured(isQuiet: Bool) async throws -> BenchReport {
        if !isQuiet { Console.say("Preparing…") }
        let all = try await works()
        var progress = ProgressLine(
            title: "Measuring", total: all.joined().count * (plan.rounds + 1), isShown: !isQuiet)
        defer { progress.clear() }
        var done = 0
        var samples: [BenchWork.Name: [Stopwatch.Sample]] = [:]
        var watches = all.map { _ in [Stopwatch]() }
        for round in 0...plan.rounds {
            for (index, works) in all.enumerated() {
                try await Self.limited(to: threadCounts[index]) {
                    for (place, work) in works.enumerated() {
                        if Interruption.isRequested { throw CancellationError() }
                        if round == 0 {
                            watches[index].append(try await Stopwatch(warmingUp: work))
                        } else {
                            samples[work.name, default: []].append(try await watches[index][place].sample())
                        }
                        done += 1
                        progress.show(done: done)
                    }
                }
            }
        }
        let figures = BenchFigures(works: all, samples: samples)
        report.peaks = threadCounts.compactMap(figures.peak)
        report.rows = figures.rows
        report.videos = clips.compactMap { source, clip in figures.summary(of: clip, source: source) }
        report.seconds = start.duration(to: .now).inSeconds
        return report
    }

    private static func limited(to threads: Int, _ body: () async throws -> Void) async throws {
        if threads == 1 { try await Processors.onOne(body) } else { try await body() }
    }

    /// What is to be measured, for each number of threads.
    private mutating func works() async throws -> [[BenchWork]] {
        let looker = try await detector(.photos, threads: plan.threads).detector
        let numbers: [BenchWork.Numbers] =
            try NetworkArithmetic(of: looker).classifiesInIntegers ? [.floats, .integers] : [.floats]
        let paths = plan.isOwn ? try BenchPictures.own(in: folder) : plan.pictures
        let pictures =
            paths.isEmpty
            ? nil
            : try await BenchPictures(paths: paths, counts: plan.faceCounts, folder: folder, detector: looker)
        report.pictures = (pictures?.samples ?? []).map {
            .init(source: $0.path, width: $0.image.width, height: $0.image.height, faces: $0.faces.count)
        }
        try await readClips(tile: FaceTile(from: pictures?.samples ?? []))
        var all: [[BenchWork]] = []
        for threads in threadCounts {
            var works = try BenchPeaks.works(
                threads: threads, precision: plan.models.exact ? .exact : .fast, numbers: numbers)
            if let pictures { works += try await pictureWorks(pictures, threads: threads) }
            works += try await videoWorks(threads: threads)
            all.append(works)
        }
        return all
    }

    private mutating func readClips(tile: FaceTile) async throws {
        let videos = plan.isOwn ? [try await BenchClip.own(in: folder, tile: tile)] : plan.videos
        guard !videos.isEmpty else { return }
        let looker = try await detector(.videos, threads: plan.threads).detector
        for path in videos {
            let clip = try await BenchClip(path: path, seconds: plan.duration, detector: looker)
            clips.append((PathParts(path).name, clip))
        }
    }

    private mutating func pictureWorks(_ pictures: BenchPictures, threads: Int) async throws -> [BenchWork] {
        let shared = try detector(.photos, threads: threads)
        let detector = try await shared.detector
        var arithmetic = NetworkArithmetic(of: detector)
        let sets = [(pictures.samples, nil)] + pictures.walls.map { ([$0.sample], $0.count) }
        return try sets.flatMap { samples, faces in
            try PictureBench(samples: samples, faces: faces, threads: threads, shared: shared, detector: detector)
                .works(&arithmetic)
        }
    }

    private mutating func videoWorks(threads: Int) async throws -> [BenchWork] {
        guard !clips.isEmpty else { return [] }
        let shared = try detector(.videos, threads: threads)
        let detector = try await shared.detector
        var arithmetic = NetworkArithmetic(of: detector)
        return try clips.flatMap { source, clip in
            try VideoBench(
                clip: clip, source: source, threads: threads, shared: shared, detector: detector, folder: folder
            ).works(&arithmetic)
        }
    }
}
