import Dispatch
import FaceMask

/// A detector that begins to load when it is made, while the first pictures are read.
///
/// It stays for as long as the process: taking networks apart takes as long as a picture, and the system takes all
/// memory back anyway.
struct LoadingDetector: Sendable {
    private let loading: Task<MaskDetector, any Error>

    init(_ options: MaskDetector.Options) {
        loading = Task {
            // Loading blocks its thread, which must not be one of the few that run tasks.
            let detector = try await withCheckedThrowingContinuation { continuation in
                DispatchQueue.global().async { continuation.resume(with: Result { try MaskDetector(options) }) }
            }
            _ = unsafe Unmanaged.passRetained(Keeper(detector))
            return detector
        }
    }

    /// Throws why there is none.
    var loaded: MaskDetector { get async throws { try await loading.value } }

    private final class Keeper {
        let detector: MaskDetector
        init(_ detector: MaskDetector) { self.detector = detector }
    }
}
