internal import FaceMask
package import FaceMaskCore
internal import FaceMaskDetectionJobs
internal import FaceMaskFiles
internal import FaceMaskInference
internal import FaceMaskMedia
internal import Foundation

/// Measures all stages: prepares, warms up, and takes samples in rounds, so that a machine that slows down for a while
/// slows down every stage.
package struct BenchmarkSession {
    private let plan: BenchmarkPlan
    private let folder: URL
    private let start = ContinuousClock.now
    private let report: JobUpdate.Receiver
    private var detectors: [DetectorKey: SharedDetector] = [:]

    private struct DetectorKey: Hashable {
        var purpose: MaskDetector.Configuration.Purpose
        var threads: Int
    }

    /// The pictures and videos, read and analysed once.
    private struct Samples {
        var pictures: SamplePictures?
        var videos: [SampleVideo] = []
    }

    /// Measures what `plan` describes. Throws what is wrong with a source or a network, and `CancellationError` when the
    /// task is cancelled.
    package static func run(
        _ plan: BenchmarkPlan, report: @escaping JobUpdate.Receiver
    ) async throws -> BenchmarkReport {
        let folder = FileManager.default.temporaryDirectory.appending(path: "facemask-bench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var session = BenchmarkSession(plan: plan, folder: folder, report: report)
        return try await session.measure()
    }

    private init(plan: BenchmarkPlan, folder: URL, report: @escaping JobUpdate.Receiver) {
        (self.plan, self.folder, self.report) = (plan, folder, report)
    }

    private mutating func measure() async throws -> BenchmarkReport {
        report(.note("Preparing…"))
        var result = BenchmarkReport(
            machine: .init(
                processor: try Engine().processor, cores: ProcessInfo.processInfo.activeProcessorCount,
                facemask: FaceMaskVersion.current, openvino: Engine.version,
                ffmpeg: try MediaLibrary.version(of: .pictures)))
        let samples = try await samples()
        let benchmarks = try await benchmarks(with: samples)
        let results = BenchmarkResults(benchmarks: benchmarks, samples: try await measurements(of: benchmarks))
        result.pictures = (samples.pictures?.samples ?? []).map {
            .init(source: $0.path, width: $0.image.width, height: $0.image.height, faces: $0.faces.count)
        }
        result.peaks = plan.threadCounts.compactMap(results.peak)
        result.rows = results.rows
        result.videos = samples.videos.compactMap(results.summary)
        result.seconds = start.duration(to: .now).inSeconds
        return result
    }

    /// Takes one sample of every benchmark in each round; the round before the first one warms up.
    private func measurements(
        of benchmarks: [[StageBenchmark]]
    ) async throws -> [StageBenchmark.Key: [StageTimer.Sample]] {
        defer { report(.progressEnded) }
        let total = benchmarks.joined().count * (plan.rounds + 1)
        var done = 0
        var samples: [StageBenchmark.Key: [StageTimer.Sample]] = [:]
        var timers = benchmarks.map { _ in [StageTimer]() }
        for round in 0...plan.rounds {
            for (index, benchmarks) in benchmarks.enumerated() {
                try await Self.limited(to: plan.threadCounts[index]) {
                    for (place, benchmark) in benchmarks.enumerated() {
                        try Task.checkCancellation()
                        if round == 0 {
                            timers[index].append(try await StageTimer(warmingUp: benchmark))
                        } else {
                            samples[benchmark.key, default: []].append(try await timers[index][place].sample())
                        }
                        done += 1
                        report(.progress(.init("Measuring", done: done, of: total)))
                    }
                }
            }
        }
        return samples
    }

    private static func limited(to threads: Int, _ body: () async throws -> Void) async throws {
        if threads == 1 { try await ProcessorAffinity.withOneCore(body) } else { try await body() }
    }
}

// MARK: Preparation

extension BenchmarkSession {
    private mutating func samples() async throws -> Samples {
        let detector = try await detector(for: .photos, threads: plan.threads).detector
        let paths: [String]
        switch plan.sources {
        case .generated: paths = try SamplePictures.generatedPaths(in: folder)
        case .files(let pictures, _): paths = pictures
        }
        var samples = Samples()
        if !paths.isEmpty {
            samples.pictures = try await SamplePictures(
                paths: paths, faceCounts: plan.faceCounts, folder: folder, detector: detector)
        }
        samples.videos = try await videos(faceOf: samples.pictures?.samples ?? [])
        return samples
    }

    private mutating func videos(faceOf pictures: [SamplePictures.Sample]) async throws -> [SampleVideo] {
        let paths: [String]
        switch plan.sources {
        case .generated: paths = [try await SampleVideo.generatedPath(in: folder, tile: FaceTile(from: pictures))]
        case .files(_, let videos): paths = videos
        }
        guard !paths.isEmpty else { return [] }
        let detector = try await detector(for: .videos, threads: plan.threads).detector
        var videos: [SampleVideo] = []
        for path in paths {
            videos.append(
                try await SampleVideo(
                    path: path, name: PathParts(path).name, seconds: plan.videoSeconds, detector: detector))
        }
        return videos
    }

    /// The benchmarks, for each number of threads.
    private mutating func benchmarks(with samples: Samples) async throws -> [[StageBenchmark]] {
        let photoDetector = try await detector(for: .photos, threads: plan.threads).detector
        let numbers: [StageBenchmark.Numbers] =
            try NetworkArithmetic(of: photoDetector).classifiesInIntegers ? [.floats, .integers] : [.floats]
        var all: [[StageBenchmark]] = []
        for threads in plan.threadCounts {
            var benchmarks = try MachinePeaks.benchmarks(
                threads: threads, precision: plan.detector.compute.precision == .exact ? .exact : .fast,
                numbers: numbers)
            if let pictures = samples.pictures { benchmarks += try await pictureBenchmarks(pictures, threads) }
            if !samples.videos.isEmpty { benchmarks += try await videoBenchmarks(samples.videos, threads) }
            all.append(benchmarks)
        }
        return all
    }

    private mutating func pictureBenchmarks(
        _ pictures: SamplePictures, _ threads: Int
    ) async throws -> [StageBenchmark] {
        let shared = try detector(for: .photos, threads: threads)
        let detector = try await shared.detector
        let pipeline = PhotoPipeline(detector: shared)
        var arithmetic = NetworkArithmetic(of: detector)
        let sets = [(pictures.samples, nil)] + pictures.grids.map { ([$0.sample], $0.count) }
        return try sets.flatMap { samples, faces in
            try PictureBenchmarks(
                samples: samples, faces: faces, threads: threads, detector: detector, pipeline: pipeline
            ).all(&arithmetic)
        }
    }

    private mutating func videoBenchmarks(_ videos: [SampleVideo], _ threads: Int) async throws -> [StageBenchmark] {
        let shared = try detector(for: .videos, threads: threads)
        let detector = try await shared.detector
        var arithmetic = NetworkArithmetic(of: detector)
        return try videos.flatMap { video in
            try VideoBenchmarks(
                video: video, threads: threads, detector: detector,
                pipeline: plan.videoPipeline(shared, video.selection), folder: folder
            ).all(&arithmetic)
        }
    }

    private mutating func detector(
        for purpose: MaskDetector.Configuration.Purpose, threads: Int
    ) throws -> SharedDetector {
        let key = DetectorKey(purpose: purpose, threads: threads)
        if let detector = detectors[key] { return detector }
        var configuration = plan.detector
        (configuration.purpose, configuration.workload) = (purpose, .batch)
        configuration.compute = try ComputeOptions(threads: threads, precision: plan.detector.compute.precision)
        let detector = SharedDetector(configuration)
        detectors[key] = detector
        return detector
    }
}
