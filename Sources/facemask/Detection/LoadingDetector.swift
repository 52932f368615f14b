import FaceMask
import Foundation

/// A detector that begins to load when it is made, while the first pictures are read.
///
/// It stays for as long as the process: taking networks apart takes as long as a picture, and the system takes all
/// memory back anyway.
struct LoadingDetector: Sendable {
    private let loading: Task<MaskDetector, any Error>

    /// Calls `body` with a detector that is being loaded, and returns when both have ended: a program must not end while
    /// a library is at work.
    static func load(_ options: MaskDetector.Options, while body: (LoadingDetector) async throws -> Void) async throws {
        let detector = LoadingDetector(options)
        do {
            try await body(detector)
        } catch {
            _ = await detector.loading.result
            throw error
        }
        _ = try await detector.loaded
    }

    private init(_ options: MaskDetector.Options) {
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

    /// Throws why there is none.
    var loaded: MaskDetector { get async throws { try await loading.value } }

    private final class Keeper {
        let detector: MaskDetector
        init(_ detector: MaskDetector) { self.detector = detector }
    }
}
