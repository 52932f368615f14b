internal import FaceMask
internal import FaceMaskAnalysis
internal import FaceMaskAnnotation
internal import FaceMaskCore
internal import FaceMaskDetection
internal import FaceMaskMedia
internal import FaceMaskSinks
internal import Foundation

/// The stages of one video, each by itself and all together, in the functions that `facemask detect` calls.
struct VideoBenchmarks: Sendable {
    let video: SampleVideo
    let threads: Int
    let detector: MaskDetector
    let pipeline: BenchmarkPlan.VideoPipeline
    /// Where encoded videos are written.
    let folder: URL

    func all(_ arithmetic: inout NetworkArithmetic) throws -> [StageBenchmark] {
        [
            decode(role: .row), decode(role: .decoderAlone), resize, try detect(&arithmetic), crop,
            try classify(arithmetic), follow, draw, encode, whole,
        ].compactMap(\.self)
    }

    /// A stage that processes frames one by one.
    private func perFrame(
        _ stage: BenchmarkReport.Stage, _ unit: BenchmarkReport.Unit, cost: StageBenchmark.Cost? = nil,
        _ run: @escaping @Sendable (SampleVideo.KeptFrame) async throws -> Void
    ) -> StageBenchmark {
        let kept = video.kept
        return StageBenchmark(
            key: .init(medium: .video, stage: stage, threads: threads, source: video.name), unit: unit,
            items: kept.count, parallelism: threads, cost: cost, run: { try await run(kept[$0]) })
    }

    /// A stage that processes the whole video; its time is given per frame.
    private func perVideo(
        _ stage: BenchmarkReport.Stage, cost: StageBenchmark.Cost? = nil,
        _ run: @escaping @Sendable () async throws -> Void
    ) -> StageBenchmark {
        StageBenchmark(
            key: .init(medium: .video, stage: stage, threads: threads, source: video.name), unit: .frame, items: 1,
            unitsPerItem: Double(video.frames.count), parallelism: 1, cost: cost, run: { _ in try await run() })
    }

    /// The decoder uses all cores that it may.
    private func decode(role: StageBenchmark.Key.Role) -> StageBenchmark {
        let url = URL(filePath: video.path)
        var selection = video.selection
        // Frames that aren't selected are decoded and not converted.
        if role == .decoderAlone { selection.pace = .every(.max) }
        let selected = selection
        var benchmark = perVideo(.decode, cost: role == .row ? .decoder : nil) {
            for try await _ in try await VideoReader(url, selecting: selected).frames {}
        }
        benchmark.key.role = role
        return benchmark
    }

    private var resize: StageBenchmark {
        let detector = detector
        let image = video.kept[0].image
        let traffic = detector.detectorInputs(for: image, count: .max).reduce(0) {
            $0 + image.byteCount + $1.byteCount
        }
        return perFrame(.resize, .analyzedFrame, cost: .bytes(Double(traffic))) {
            _ = detector.detectorInputs(for: $0.image, count: .max)
        }
    }

    private func detect(_ arithmetic: inout NetworkArithmetic) throws -> StageBenchmark {
        let detector = detector
        let cost = try arithmetic.costOfDetecting(detector.detectorInputs(for: video.kept[0].image, count: .max))
        return perFrame(.detect, .analyzedFrame, cost: cost.map { .multiplications($0) }) {
            _ = try await detector.detectedFaces(in: $0.image)
        }
    }

    private var crop: StageBenchmark? {
        let detector = detector
        let preprocessing = detector.manifest.preprocessing
        let facesPerFrame = mean(video.kept.map(\.faces.count))
        guard facesPerFrame > 0 else { return nil }
        let areas = video.kept.flatMap { frame in
            frame.faces.map { Double(preprocessing.crop(of: $0.box, in: frame.image).area) * 3 }
        }
        let traffic = mean(areas) + Double(preprocessing.valueCount)
        var benchmark = perFrame(.crop, .face, cost: .bytes(traffic)) {
            _ = detector.cutouts(of: $0.faces, in: $0.image)
        }
        benchmark.unitsPerItem = facesPerFrame
        return benchmark
    }

    private func classify(_ arithmetic: NetworkArithmetic) throws -> StageBenchmark? {
        let detector = detector
        let cutouts = video.kept.map { detector.cutouts(of: $0.faces, in: $0.image) }.filter { !$0.isEmpty }
        guard !cutouts.isEmpty else { return nil }
        return StageBenchmark(
            key: .init(medium: .video, stage: .classify, threads: threads, source: video.name), unit: .face,
            items: cutouts.count, unitsPerItem: mean(cutouts.map(\.count)), parallelism: threads,
            cost: try arithmetic.costOfClassifying(), run: { _ = try await detector.probabilities(of: cutouts[$0]) })
    }

    /// Tracking people and writing a line for each frame.
    private var follow: StageBenchmark {
        let (frames, path, defaultScore) = (video.frames, video.path, detector.defaultScore)
        return perVideo(.follow) {
            var follower = Follower(source: path, defaultScore: defaultScore)
            var sink = JSONLinesSink { _ in }
            for frame in frames {
                let (result, events) = follower.follow(frame)
                try sink.receive(result)
                for event in events { try sink.receive(event, in: path) }
            }
        }
    }

    private var draw: StageBenchmark {
        let annotator = Annotator()
        let cost = StageBenchmark.Cost.bytes(Double(2 * video.kept[0].image.byteCount))
        return perFrame(.draw, .frame, cost: cost) { _ = try annotator.annotated($0.image, with: $0.result) }
    }

    private var encode: StageBenchmark {
        let (kept, file) = (video.kept, folder.appending(path: "encoded-\(threads).mp4"))
        var benchmark = perVideo(.encode, cost: .bytes(Double(kept[0].image.byteCount))) {
            let writer = try VideoWriter(file)
            for (index, frame) in kept.enumerated() { try await writer.write(frame.image, at: Double(index) / 25) }
            try await writer.finish()
        }
        benchmark.unitsPerItem = Double(kept.count)
        return benchmark
    }

    /// From the file to JSON Lines, as `facemask detect --format jsonl`.
    private var whole: StageBenchmark {
        let (pipeline, path) = (pipeline, video.path)
        let analyzed = Double(video.analyzedCount) / Double(video.frames.count)
        let faces = analyzed * video.sightingsPerFrame
        let stages: [BenchmarkReport.Stage: Double] = [
            .decode: 1, .detect: analyzed, .crop: faces, .classify: faces, .follow: 1,
        ]
        return perVideo(.whole, cost: .stages(stages)) { try await pipeline(path) }
    }
}
