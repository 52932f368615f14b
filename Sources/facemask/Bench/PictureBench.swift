import FaceMaskFiles
import FaceMask
import FaceMaskAnnotation
import FaceMaskDetectionJobs
import FaceMaskDetection
import Foundation
import FaceMaskMedia

/// The stages of some pictures, each by itself and all together; they are the functions that `facemask detect` calls.
struct PictureBench: Sendable {
    let samples: [BenchPictures.Sample]
    /// Faces in each, where the picture was made with so many.
    let faces: Int?
    let threads: Int
    let shared: SharedDetector
    let detector: MaskDetector

    /// The stages that a number of faces changes; for the others pictures as they are say enough.
    private static let stagesOfFaces: Set<BenchReport.Stage> = [.decode, .detect, .crop, .classify, .draw, .whole]

    func works(_ arithmetic: inout NetworkArithmetic) throws -> [BenchWork] {
        let all = [
            decode, decoderAlone, resize, try detect(&arithmetic), crop, try classify(arithmetic), draw, encode, whole,
        ].compactMap(\.self)
        return faces == nil ? all : all.filter { Self.stagesOfFaces.contains($0.name.stage) }
    }

    private func work(
        _ stage: BenchReport.Stage, lanes: Int? = nil, cost: BenchWork.Cost? = nil,
        _ run: @escaping @Sendable (BenchPictures.Sample) async throws -> Void
    ) -> BenchWork {
        let samples = samples
        return BenchWork(
            name: .init(medium: .picture, stage: stage, threads: threads, faces: faces), items: samples.count,
            lanes: lanes ?? threads, cost: cost, run: { try await run(samples[$0]) })
    }

    private var decode: BenchWork {
        work(.decode, cost: .decoder) { _ = try PictureReader().photo(URL(filePath: $0.path)).overview }
    }

    private var decoderAlone: BenchWork {
        var work = work(.decode) { try PictureReader().check(URL(filePath: $0.path)) }
        work.name.role = .decoderAlone
        return work
    }

    private var resize: BenchWork {
        let detector = detector
        let traffic = samples.map { sample in
            detector.detectorInputs(for: sample.image, count: sample.runs)
                .reduce(0) { $0 + sample.image.byteCount + $1.byteCount }
        }
        return work(.resize, cost: .bytes(mean(traffic))) {
            _ = detector.detectorInputs(for: $0.image, count: $0.runs)
        }
    }

    private func detect(_ arithmetic: inout NetworkArithmetic) throws -> BenchWork {
        let detector = detector
        var counts: [Double?] = []
        for sample in samples {
            counts.append(try arithmetic.ofDetecting(detector.detectorInputs(for: sample.image, count: sample.runs)))
        }
        let cost = counts.contains(nil) ? nil : BenchWork.Cost.multiplications(mean(counts.compactMap(\.self)))
        return work(.detect, cost: cost) { _ = try await detector.detectedFaces(in: $0.image) }
    }

    private var facesASample: Double { mean(samples.map(\.faces.count)) }

    private var crop: BenchWork? {
        let detector = detector
        let regions = samples.flatMap { sample in
            sample.faces.map { detector.manifest.preprocessing.crop(of: $0.box, in: sample.image).area }
        }
        guard !regions.isEmpty else { return nil }
        let output = Double(detector.manifest.preprocessing.valueCount)
        let traffic = regions.reduce(0) { $0 + Double($1) } * 3 / Double(regions.count) + output
        var work = work(.crop, cost: .bytes(traffic)) { _ = detector.cutouts(of: $0.faces, in: $0.image) }
        (work.unit, work.unitsAnItem) = (.face, facesASample)
        return work
    }

    private func classify(_ arithmetic: NetworkArithmetic) throws -> BenchWork? {
        let detector = detector
        let cutouts = samples.map { detector.cutouts(of: $0.faces, in: $0.image) }.filter { !$0.isEmpty }
        guard !cutouts.isEmpty else { return nil }
        let cost = try arithmetic.ofClassifying()
        return BenchWork(
            name: .init(medium: .picture, stage: .classify, threads: threads, faces: faces), unit: .face,
            items: cutouts.count, unitsAnItem: mean(cutouts.map(\.count)), lanes: threads, cost: cost,
            run: { _ = try await detector.probabilities(of: cutouts[$0]) })
    }

    private var draw: BenchWork {
        let annotator = Annotator()
        return work(.draw, cost: .bytes(2 * mean(samples.map(\.image.byteCount)))) { sample in
            let verdict = Verdict(probabilities: [.worn: 0.9, .notWorn: 0.1], state: .worn)
            let result = PhotoResult(
                source: sample.path, width: sample.image.width, height: sample.image.height,
                sightings: sample.faces.map { Sighting(face: $0, verdict: verdict) })
            _ = try annotator.annotated(sample.image, with: result)
        }
    }

    private var encode: BenchWork {
        work(.encode, cost: .bytes(mean(samples.map(\.image.byteCount)))) {
            _ = try PictureWriter().bytes(of: $0.image, fileExtension: "jpg", named: $0.path)
        }
    }

    /// As `facemask detect` looks at a folder: one picture more than threads at a time.
    private var whole: BenchWork {
        let photos = PhotoPipeline(detector: shared)
        let found = mean(samples.map(\.found))
        let stages: [BenchReport.Stage: Double] = [
            .decode: 1, .detect: 1, .crop: found, .classify: found,
        ]
        return work(.whole, lanes: threads + 1, cost: .stages(stages)) { sample in
            let item = PictureSources.Item.picture(.init(path: sample.path, relativePath: sample.path))
            if case .failed(let failure, _) = try await photos.outcome(of: .init(item: item)) { throw failure }
        }
    }
}

extension Image {
    /// Bytes of its pixels.
    var byteCount: Int { pixels.count }
}

func mean(_ numbers: [Int]) -> Double { mean(numbers.map(Double.init)) }

/// 0 of nothing.
func mean(_ numbers: [Double]) -> Double { numbers.isEmpty ? 0 : numbers.reduce(0, +) / Double(numbers.count) }
