internal import FaceMask
internal import FaceMaskAnnotation
internal import FaceMaskCore
internal import FaceMaskDetection
internal import FaceMaskDetectionJobs
internal import FaceMaskFiles
internal import FaceMaskMedia
internal import Foundation

/// The stages of some pictures, each by itself and all together, in the functions that `facemask detect` calls.
struct PictureBenchmarks: Sendable {
    let samples: [SamplePictures.Sample]
    /// The number of faces in each, for pictures composed of that many.
    let faces: Int?
    let threads: Int
    let detector: MaskDetector
    /// What `facemask detect` processes photos with, using the same detector.
    let pipeline: PhotoPipeline

    /// The stages whose time depends on the number of faces; the others are measured with pictures as they are.
    private static let stagesOfFaces: Set<BenchmarkReport.Stage> = [.decode, .detect, .crop, .classify, .draw, .whole]

    func all(_ arithmetic: inout NetworkArithmetic) throws -> [StageBenchmark] {
        let all = [
            decode, decoderAlone, resize, try detect(&arithmetic), crop, try classify(arithmetic), draw, encode, whole,
        ].compactMap(\.self)
        return faces == nil ? all : all.filter { Self.stagesOfFaces.contains($0.key.stage) }
    }

    private func benchmark(
        _ stage: BenchmarkReport.Stage, parallelism: Int? = nil, cost: StageBenchmark.Cost? = nil,
        _ run: @escaping @Sendable (SamplePictures.Sample) async throws -> Void
    ) -> StageBenchmark {
        let samples = samples
        return StageBenchmark(
            key: .init(medium: .picture, stage: stage, threads: threads, faces: faces), items: samples.count,
            parallelism: parallelism ?? threads, cost: cost, run: { try await run(samples[$0]) })
    }

    private var decode: StageBenchmark {
        benchmark(.decode, cost: .decoder) { _ = try PictureReader().photo(URL(filePath: $0.path)).overview }
    }

    private var decoderAlone: StageBenchmark {
        var benchmark = benchmark(.decode) { try PictureReader().check(URL(filePath: $0.path)) }
        benchmark.key.role = .decoderAlone
        return benchmark
    }

    private var resize: StageBenchmark {
        let detector = detector
        let traffic = samples.map { sample in
            detector.detectorInputs(for: sample.image, count: sample.runCount)
                .reduce(0) { $0 + sample.image.byteCount + $1.byteCount }
        }
        return benchmark(.resize, cost: .bytes(mean(traffic))) {
            _ = detector.detectorInputs(for: $0.image, count: $0.runCount)
        }
    }

    private func detect(_ arithmetic: inout NetworkArithmetic) throws -> StageBenchmark {
        let detector = detector
        var counts: [Double?] = []
        for sample in samples {
            let inputs = detector.detectorInputs(for: sample.image, count: sample.runCount)
            counts.append(try arithmetic.costOfDetecting(inputs))
        }
        let cost = counts.contains(nil) ? nil : StageBenchmark.Cost.multiplications(mean(counts.compactMap(\.self)))
        return benchmark(.detect, cost: cost) { _ = try await detector.detectedFaces(in: $0.image) }
    }

    private var crop: StageBenchmark? {
        let detector = detector
        let preprocessing = detector.manifest.preprocessing
        let areas = samples.flatMap { sample in
            sample.faces.map { Double(preprocessing.crop(of: $0.box, in: sample.image).area) }
        }
        guard !areas.isEmpty else { return nil }
        let traffic = mean(areas) * 3 + Double(preprocessing.valueCount)
        var benchmark = benchmark(.crop, cost: .bytes(traffic)) { _ = detector.cutouts(of: $0.faces, in: $0.image) }
        (benchmark.unit, benchmark.unitsPerItem) = (.face, mean(samples.map(\.faces.count)))
        return benchmark
    }

    private func classify(_ arithmetic: NetworkArithmetic) throws -> StageBenchmark? {
        let detector = detector
        let cutouts = samples.map { detector.cutouts(of: $0.faces, in: $0.image) }.filter { !$0.isEmpty }
        guard !cutouts.isEmpty else { return nil }
        return StageBenchmark(
            key: .init(medium: .picture, stage: .classify, threads: threads, faces: faces), unit: .face,
            items: cutouts.count, unitsPerItem: mean(cutouts.map(\.count)), parallelism: threads,
            cost: try arithmetic.costOfClassifying(), run: { _ = try await detector.probabilities(of: cutouts[$0]) })
    }

    private var draw: StageBenchmark {
        let annotator = Annotator()
        return benchmark(.draw, cost: .bytes(2 * mean(samples.map(\.image.byteCount)))) { sample in
            let verdict = Verdict(probabilities: [.worn: 0.9, .notWorn: 0.1], state: .worn)
            let result = PhotoResult(
                source: sample.path, width: sample.image.width, height: sample.image.height,
                sightings: sample.faces.map { Sighting(face: $0, verdict: verdict) })
            _ = try annotator.annotated(sample.image, with: result)
        }
    }

    private var encode: StageBenchmark {
        benchmark(.encode, cost: .bytes(mean(samples.map(\.image.byteCount)))) {
            _ = try PictureWriter().bytes(of: $0.image, fileExtension: "jpg", named: $0.path)
        }
    }

    /// As `facemask detect` processes a folder: one more picture than threads concurrently.
    private var whole: StageBenchmark {
        let pipeline = pipeline
        let found = mean(samples.map(\.foundCount))
        let stages: [BenchmarkReport.Stage: Double] = [.decode: 1, .detect: 1, .crop: found, .classify: found]
        return benchmark(.whole, parallelism: threads + 1, cost: .stages(stages)) { sample in
            let item = PictureSources.Item.picture(.init(path: sample.path, relativePath: sample.path))
            if case .failed(let failure, _) = try await pipeline.outcome(of: .init(item: item)) { throw failure }
        }
    }
}
