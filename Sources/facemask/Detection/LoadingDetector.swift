import FaceMask
import Foundation
import FaceMaskMedia

/// A detector that loads while the first pictures are read.
///
/// It is never freed: that takes as long as a picture, and the system reclaims all memory at exit.
struct LoadingDetector: Sendable {
    private let loading: Task<MaskDetector, any Error>

    /// Starts loading.
    init(_ configuration: MaskDetector.Configuration) {
        loading = Task {
            let detector = try await MaskDetector.load(configuration)
            _ = unsafe Unmanaged.passRetained(Keeper(detector))
            return detector
        }
    }

    /// Waits until loading has succeeded or failed: a program must not exit while a library is at work.
    func settle() async { _ = await loading.result }

    /// The detector. Throws the error of loading it.
    var loaded: MaskDetector { get async throws { try await loading.value } }

    private final class Keeper {
        let detector: MaskDetector
        init(_ detector: MaskDetector) { self.detector = detector }
    }
}

/// The detectors of a command, each of which starts loading at the first request.
struct LoadingDetectors {
    private let models: ModelOptions
    private var detectors: [MaskDetector.Configuration.Purpose: LoadingDetector] = [:]

    /// Calls `body`, and returns after it and all loading have ended.
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

    /// Returns the detector for a purpose. At the first request it is prepared for `workload` and for the size of the
    /// picture at `first`.
    mutating func detector(
        for purpose: MaskDetector.Configuration.Purpose, _ workload: Workload, first: String? = nil
    ) throws -> LoadingDetector {
        if let detector = detectors[purpose] { return detector }
        var configuration = try models.configuration(for: purpose, workload)
        configuration.expectedSize = first.flatMap {
            let size = try? PictureReader().size(of: URL(filePath: $0))
            return size.flatMap { try? PixelSize(width: $0.width, height: $0.height) }
        }
        let detector = LoadingDetector(configuration)
        detectors[purpose] = detector
        return detector
    }
}
