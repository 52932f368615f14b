import FaceMaskAnalysis
import ArgumentParser
import FaceMask
import FaceMaskAnnotation
import FaceMaskDetection
import Foundation
import FaceMaskMedia
import FaceMaskSinks

/// The stages of one video, each by itself and all together; they are the functions that `facemask detect` calls.
struct VideoBench: Sendable {
    let clip: BenchClip
    /// What the report calls it.
    let source: String
    let threads: Int
    let shared: SharedDetector
    let detector: MaskDetector
    /// Where encoded videos go.
    let folder: URL

    func works(_ arithmetic: inout NetworkArithmetic) throws -> [BenchWork] {
        [
            decode(role: .row), decode(role: .decoderAlone), resize, try detect(&arithmetic), crop,
            try classify(arithmetic), follow, draw, encode, try whole(),
        ].compactMap(\.self)
    }

    private func work(
        _ stage: BenchReport.Stage, _ unit: BenchReport.Unit, lanes: Int = 1, cost: BenchWork.Cost? = nil,
        _ run: @escaping @Sendable (BenchClip.LookedAt) async throws -> Void
    ) -> BenchWork {
        let kept = clip.kept
        return BenchWork(
            name: .init(medium: .video, stage: stage, threads: threads, source: source), unit: unit, items: kept.count,
            lanes: lanes, cost: cost, run: { try await run(kept[$0]) })
    }

    /// Something that is done with the whole video; the time is that of a frame.
    private func pass(
        _ stage: BenchReport.Stage, cost: BenchWork.Cost? = nil, _ run: @escaping @Sendable () async throws -> Void
    ) -> BenchWork {
        BenchWork(
            name: .init(medium: .video, stage: stage, threads: threads, source: source), unit: .frame, items: 1,
            unitsAnItem: Double(clip.looks.count), lanes: 1, cost: cost, run: { _ in try await run() })
    }

    /// The decoder uses all cores that it may.
    private func decode(role: BenchWork.Name.Role) -> BenchWork {
        let url = URL(filePath: clip.path)
        var selection = clip.selection
        // Frames that nobody wants are decoded, and not converted.
        if role == .decoderAlone { selection.pace = .every(.max) }
        let wanted = selection
        var work = pass(.decode, cost: role == .row ? .decoder : nil) {
            for try await _ in try await VideoReader(url, selecting: wanted).frames {}
        }
        work.name.role = role
        return work
    }

    private var resize: BenchWork {
        let detector = detector
        let traffic = detector.detectorInputs(for: clip.kept[0].image, count: .max).reduce(0) {
            $0 + clip.kept[0].image.byteCount + $1.byteCount
        }
        return work(.resize, .look, lanes: threads, cost: .bytes(Double(traffic))) {
            _ = detector.detectorInputs(for: $0.image, count: .max)
        }
    }

    private func detect(_ arithmetic: inout NetworkArithmetic) throws -> BenchWork {
        let detector = detector
        let cost = try arithmetic.ofDetecting(detector.detectorInputs(for: clip.kept[0].image, count: .max))
        return work(.detect, .look, lanes: threads, cost: cost.map { .multiplications($0) }) {
            _ = try await detector.detectedFaces(in: $0.image)
        }
    }

    private var crop: BenchWork? {
        let detector = detector
        let facesALook = mean(clip.kept.map(\.faces.count))
        guard facesALook > 0 else { return nil }
        let areas = clip.kept.flatMap { frame in
            frame.faces.map { Double(detector.manifest.preprocessing.crop(of: $0.box, in: frame.image).area) * 3 }
        }
        let traffic = mean(areas) + Double(detector.manifest.preprocessing.valueCount)
        var work = work(.crop, .face, lanes: threads, cost: .bytes(traffic)) {
            _ = detector.cutouts(of: $0.faces, in: $0.image)
        }
        work.unitsAnItem = facesALook
        return work
    }

    private func classify(_ arithmetic: NetworkArithmetic) throws -> BenchWork? {
        let detector = detector
        let cutouts = clip.kept.map { detector.cutouts(of: $0.faces, in: $0.image) }.filter { !$0.isEmpty }
        guard !cutouts.isEmpty else { return nil }
        return BenchWork(
            name: .init(medium: .video, stage: .classify, threads: threads, source: source), unit: .face,
            items: cutouts.count, unitsAnItem: mean(cutouts.map(\.count)), lanes: threads,
            cost: try arithmetic.ofClassifying(),
            run: { _ = try await detector.probabilities(of: cutouts[$0]) })
    }

    /// Following people and writing a line for each frame.
    private var follow: BenchWork {
        let (looks, path, usualScore) = (clip.looks, clip.path, detector.usualScore)
        return pass(.follow) {
            var follower = Follower(source: path, usualScore: usualScore)
            var sink = JSONLinesSink { _ in }
            for look in looks {
                let (result, events) = follower.follow(look)
                try sink.receive(result)
                for event in events { try sink.receive(event, in: path) }
            }
        }
    }

    private var draw: BenchWork {
        let annotator = Annotator()
        let cost = BenchWork.Cost.bytes(Double(2 * clip.kept[0].image.byteCount))
        return work(.draw, .frame, lanes: threads, cost: cost) {
            _ = try annotator.annotated($0.image, with: $0.result)
        }
    }

    private var encode: BenchWork {
        let (kept, file) = (clip.kept, folder.appending(path: "encoded-\(threads).mp4"))
        var work = pass(.encode, cost: .bytes(Double(clip.kept[0].image.byteCount))) {
            let writer = try VideoWriter(file)
            for (index, frame) in kept.enumerated() { try await writer.write(frame.image, at: Double(index) / 25) }
            try await writer.finish()
        }
        work.unitsAnItem = Double(kept.count)
        return work
    }

    /// From the file to JSON Lines, as `facemask detect --format jsonl`.
    private func whole() throws -> BenchWork {
        var options = try VideoOptions.parse([])
        options.duration = clip.selection.duration
        let look = VideoAnalysis(detector: shared, options: options, style: AnnotationStyle(), isQuiet: true)
        let path = clip.path
        let looks = Double(clip.lookCount) / Double(clip.looks.count)
        let stages: [BenchReport.Stage: Double] = [
            .decode: 1, .detect: looks, .crop: looks * clip.sightingsALook, .classify: looks * clip.sightingsALook,
            .follow: 1,
        ]
        return pass(.whole, cost: .stages(stages)) {
            var sink = JSONLinesSink { _ in }
            let result = try await look.result(of: path, target: nil) { news in
                switch news {
                case .frame(let frame): try sink.receive(frame)
                case .event(let event): try sink.receive(event, in: path)
                }
            }
            if let failure = result.failures.first { throw failure }
        }
    }
}
