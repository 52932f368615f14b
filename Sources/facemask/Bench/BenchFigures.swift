import FaceMask

/// Turns measurements into the figures of a report.
struct BenchFigures {
    private typealias Row = BenchReport.Row
    private let works: [BenchWork]
    private let samples: [BenchWork.Name: [Stopwatch.Sample]]

    init(works: [[BenchWork]], samples: [BenchWork.Name: [Stopwatch.Sample]]) {
        self.works = Array(works.joined())
        self.samples = samples
    }

    /// Wall seconds of a unit.
    private func wall(_ name: BenchWork.Name) -> Spread? { Spread(samples[name, default: []].map(\.wall)) }
    private func processor(_ name: BenchWork.Name) -> Double? {
        Spread(samples[name, default: []].map(\.processor))?.median
    }

    /// What the machine can do with so many threads.
    func peak(threads: Int) -> BenchReport.Peak? {
        let own = works.filter { $0.name.threads == threads }
        func rate(_ numbers: BenchWork.Numbers) -> Spread? {
            let product = own.first { $0.name.role == .multiplying(numbers) }
            return product.flatMap { Spread(samples[$0.name, default: []].map { 1 / $0.wall }) }
        }
        guard let floats = rate(.floats) else { return nil }
        let copies = own.compactMap { work -> BenchReport.Peak.Copy? in
            guard case .copying(let bytes) = work.name.role else { return nil }
            return Spread(samples[work.name, default: []].map { 1 / $0.wall }).map { .init(bytes: bytes, rate: $0) }
        }
        return .init(
            threads: threads, gigamultiplications: floats, integerGigamultiplications: rate(.integers),
            gigabytes: copies)
    }

    var rows: [BenchReport.Row] {
        works.filter { $0.name.role == .row }.compactMap { work in
            guard let time = wall(work.name) else { return nil }
            let bound = bound(of: work).map { seconds, kind in
                BenchReport.Bound(kind: kind, milliseconds: seconds * 1e3, share: seconds / time.median)
            }
            return BenchReport.Row(
                medium: work.name.medium, stage: work.name.stage, threads: work.name.threads, faces: work.name.faces,
                source: work.name.source, unit: work.unit, milliseconds: time.scaled(by: 1e3),
                processorMilliseconds: (processor(work.name) ?? 0) * 1e3, bound: bound)
        }
    }

    /// The least seconds of one unit.
    private func bound(of work: BenchWork) -> (Double, BenchReport.BoundKind)? {
        let threads = work.name.threads
        switch work.cost {
        case nil: return nil
        case .multiplications(let count, let numbers):
            let peak = peak(threads: threads)
            let rate = numbers == .floats ? peak?.gigamultiplications : peak?.integerGigamultiplications
            return rate.map { (count / 1e9 / $0.median, .arithmetic) }
        case .bytes(let count):
            // As quick as pieces of that size are copied: small ones never leave the caches.
            let copies = peak(threads: threads)?.gigabytes ?? []
            let copy = copies.last { Double($0.bytes) <= count } ?? copies.first
            return copy.map { (count / 1e9 / $0.rate.median, .memory) }
        case .decoder:
            var name = work.name
            name.role = .decoderAlone
            return wall(name).map { ($0.median, .decoding) }
        case .stages(let factors):
            let seconds = factors.reduce(0) { sum, factor in
                var name = work.name
                name.stage = factor.key
                return sum + (processor(name) ?? 0) * factor.value
            }
            return (seconds / Double(threads), .stages)
        }
    }

    /// How a video went, with the most threads.
    func summary(of clip: BenchClip, source: String) -> VideoSummary? {
        let own = works.map(\.name).filter { $0.medium == .video && $0.source == source && $0.role == .row }
        guard let threads = own.map(\.threads).max(), let fewest = own.map(\.threads).min() else { return nil }
        let (frames, looks) = (Double(clip.looks.count), Double(clip.lookCount))
        let faces = looks * clip.sightingsALook
        func seconds(_ stage: BenchReport.Stage, _ value: (BenchWork.Name) -> Double?, _ threads: Int) -> Double {
            value(.init(medium: .video, stage: stage, threads: threads, source: source)) ?? 0
        }
        func alone(_ value: @escaping (BenchWork.Name) -> Double?, _ threads: Int) -> [Double] {
            let of = { stage in seconds(stage, value, threads) }
            return [
                of(.decode) * frames, of(.detect) * looks, (of(.crop) + of(.classify)) * faces, of(.follow) * frames,
            ]
        }
        let parts = alone({ wall($0)?.median }, threads)
        let name = BenchWork.Name(medium: .video, stage: .whole, threads: threads, source: source)
        guard let whole = wall(name) else { return nil }
        return VideoSummary(
            clip: .init(
                source: source, width: clip.width, height: clip.height, frames: clip.looks.count,
                seconds: clip.seconds, looks: clip.lookCount, facesALook: clip.facesALook),
            threads: threads,
            alone: .init(
                decoding: parts[0], detection: parts[1], classification: parts[2], following: parts[3],
                processor: alone(processor, fewest).reduce(0, +)),
            whole: whole.scaled(by: frames), wholeProcessor: (processor(name) ?? 0) * frames)
    }
}
