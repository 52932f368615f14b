/// Turns samples into the figures of a report.
struct BenchmarkResults {
    private typealias Key = StageBenchmark.Key
    private let benchmarks: [StageBenchmark]
    private let samples: [StageBenchmark.Key: [StageTimer.Sample]]

    init(benchmarks: [[StageBenchmark]], samples: [StageBenchmark.Key: [StageTimer.Sample]]) {
        self.benchmarks = Array(benchmarks.joined())
        self.samples = samples
    }

    /// Wall seconds per unit.
    private func wall(_ key: Key) -> Quartiles? { Quartiles(samples[key, default: []].map(\.wall)) }

    /// Median processor seconds per unit.
    private func processor(_ key: Key) -> Double? { Quartiles(samples[key, default: []].map(\.processor))?.median }

    /// Units per second.
    private func rate(_ key: Key) -> Quartiles? { Quartiles(samples[key, default: []].map { 1 / $0.wall }) }

    /// What the machine can do with this number of threads.
    func peak(threads: Int) -> BenchmarkReport.Peak? {
        let keys = benchmarks.map(\.key).filter { $0.threads == threads }
        func product(_ numbers: StageBenchmark.Numbers) -> Quartiles? {
            keys.first { $0.role == .multiplication(numbers) }.flatMap(rate)
        }
        guard let floats = product(.floats) else { return nil }
        let copies = keys.compactMap { key -> BenchmarkReport.Peak.Copy? in
            guard case .copy(let bytes) = key.role else { return nil }
            return rate(key).map { .init(bytes: bytes, rate: $0) }
        }
        return .init(
            threads: threads, gigamultiplications: floats, integerGigamultiplications: product(.integers),
            gigabytes: copies)
    }

    /// The rows of the report.
    var rows: [BenchmarkReport.Row] {
        benchmarks.filter { $0.key.role == .row }.compactMap { benchmark in
            guard let time = wall(benchmark.key) else { return nil }
            let key = benchmark.key
            var row = BenchmarkReport.Row(
                medium: key.medium, stage: key.stage, threads: key.threads, unit: benchmark.unit,
                milliseconds: time.scaled(by: 1e3), processorMilliseconds: (processor(key) ?? 0) * 1e3)
            (row.faces, row.source) = (key.faces, key.source)
            row.bound = bound(of: benchmark).map { seconds, kind in
                BenchmarkReport.Bound(kind: kind, milliseconds: seconds * 1e3, share: seconds / time.median)
            }
            return row
        }
    }

    /// The minimum seconds that one unit could take.
    private func bound(of benchmark: StageBenchmark) -> (Double, BenchmarkReport.BoundKind)? {
        let threads = benchmark.key.threads
        switch benchmark.cost {
        case nil: return nil
        case .multiplications(let count, let numbers):
            let peak = peak(threads: threads)
            let rate = numbers == .floats ? peak?.gigamultiplications : peak?.integerGigamultiplications
            return rate.map { (count / 1e9 / $0.median, .arithmetic) }
        case .bytes(let count):
            // The rate of blocks of that size: small ones never leave the caches.
            let copies = peak(threads: threads)?.gigabytes ?? []
            let copy = copies.last { Double($0.bytes) <= count } ?? copies.first
            return copy.map { (count / 1e9 / $0.rate.median, .memory) }
        case .decoder:
            var key = benchmark.key
            key.role = .decoderAlone
            return wall(key).map { ($0.median, .decoding) }
        case .stages(let units):
            let seconds = units.reduce(0) { sum, stage in
                var key = benchmark.key
                key.stage = stage.key
                return sum + (processor(key) ?? 0) * stage.value
            }
            return (seconds / Double(threads), .stages)
        }
    }

    /// The summary of a video, at the most threads; `nil` when the whole wasn't measured.
    func summary(of video: SampleVideo) -> VideoSummary? {
        let own = benchmarks.map(\.key).filter {
            $0.medium == .video && $0.source == video.name && $0.role == .row
        }
        guard let threads = own.map(\.threads).max(), let fewest = own.map(\.threads).min() else { return nil }
        let key = Key(medium: .video, stage: .whole, threads: threads, source: video.name)
        guard let whole = wall(key) else { return nil }
        let parts = stageSeconds(of: video, threads: threads) { wall($0)?.median }
        let frames = Double(video.frames.count)
        return VideoSummary(
            clip: .init(
                source: video.name, size: (video.width, video.height), frames: video.frames.count,
                seconds: video.seconds, analyzedFrames: video.analyzedCount, facesPerFrame: video.facesPerFrame),
            threads: threads,
            alone: .init(
                decoding: parts[0], detection: parts[1], classification: parts[2], following: parts[3],
                processor: stageSeconds(of: video, threads: fewest, processor).reduce(0, +)),
            whole: whole.scaled(by: frames), wholeProcessor: (processor(key) ?? 0) * frames)
    }

    /// Seconds of decoding, detection, classification and tracking over the whole video.
    private func stageSeconds(
        of video: SampleVideo, threads: Int, _ secondsPerUnit: (Key) -> Double?
    ) -> [Double] {
        func seconds(_ stage: BenchmarkReport.Stage) -> Double {
            secondsPerUnit(Key(medium: .video, stage: stage, threads: threads, source: video.name)) ?? 0
        }
        let (frames, analyzed) = (Double(video.frames.count), Double(video.analyzedCount))
        let faces = analyzed * video.sightingsPerFrame
        return [
            seconds(.decode) * frames, seconds(.detect) * analyzed,
            (seconds(.crop) + seconds(.classify)) * faces, seconds(.follow) * frames,
        ]
    }
}
