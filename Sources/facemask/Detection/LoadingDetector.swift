import FaceMask
import Foundation

/// A detector that begins to load when it is made, while the first pictures are read.
///
/// It stays for as long as the process: taking networks apart takes as long as a picture, and the system takes all
/// memory back anyway.
struct LoadingDetector: Sendable {
    private let loading: Task<MaskDetector, any Error>

    init(_ options: MaskDetector.Options) {
        loading = Task {
            // Loading blocks its thread, which must not be one of the few that tasks and queues share: on two cores
            // those are two, and pictures are to be read meanwhile.
            let detector = try await withCheckedThrowingContinuation { continuation in
                Thread.detachNewThread { continuation.resume(with: Result { try MaskDetector(options) }) }
            }
            _ = unsafe Unmanaged.passRetained(Keeper(detector))
            return detector
        }
    }

    /// Returns when loading has ended, one way or the other: a program must not end while a library is at work.
    func settle() async { _ = await loading.result }

    /// Throws why there is none.
    var loaded: MaskDetector { get async throws { try await loading.value } }

    private final class Keeper {
        let detector: MaskDetector
        init(_ detector: MaskDetector) { self.detector = detector }
    }
}

/// The detectors that a command needs, each made when it is asked for first.
struct LoadingDetectors {
    private let models: ModelOptions
    private var detectors: [MaskDetector.Options.Purpose: LoadingDetector] = [:]

    /// Calls `body`, and returns when it and all loading have ended.
    static func with(_ models: ModelOptions, _ body: (inout LoadingDetectors) async throws -> Void) async throws {
        var detectors = LoadingDetectors(models: models)
        let result: Result<Void, any Error>
        do {
            result = .success(try await body(&detectors))
        } catch {
            result = .failure(error)
        }
        for detector in detectors.detectors.values { await detector.settle() }
        try result.get()
    }

    private init(models: ModelOptions) { self.models = models }

    /// What is looked at decides how the one that is made first is prepared: whether there is more than one picture, and
    /// which comes first.
    mutating func detector(
        for purpose: MaskDetector.Options.Purpose, many: Bool, first: String? = nil
    ) -> LoadingDetector {
        if let detector = detectors[purpose] { return detector }
        var options = models.detectorOptions(for: purpose, many: many)
        options.firstPicture = first.map { URL(filePath: $0) }
        let detector = LoadingDetector(options)
        detectors[purpose] = detector
        return detector
    }
}
