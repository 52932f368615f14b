/// A detector that several tasks share and that is loaded when the first of them asks for it.
package actor SharedDetector {
    private let load: @Sendable () async throws -> MaskDetector
    private var isLoading = false
    private var result: Result<MaskDetector, any Error>?
    private var waiting: [CheckedContinuation<MaskDetector, any Error>] = []

    package init(_ configuration: MaskDetector.Configuration) {
        self.init { try await MaskDetector.load(configuration) }
    }

    init(_ load: @escaping @Sendable () async throws -> MaskDetector) { self.load = load }

    /// The detector. Loads it, or waits while another task does.
    ///
    /// - Throws: Why it can't be loaded, each time.
    package var detector: MaskDetector {
        get async throws {
            if let result { return try result.get() }
            if isLoading { return try await withCheckedThrowingContinuation { waiting.append($0) } }
            isLoading = true
            let result = await loaded()
            self.result = result
            for task in waiting { task.resume(with: result) }
            waiting = []
            return try result.get()
        }
    }

    /// Loads the detector ahead of its use, which reports what goes wrong.
    package func prepare() async { _ = try? await detector }

    private func loaded() async -> Result<MaskDetector, any Error> {
        do {
            return .success(try await load())
        } catch {
            return .failure(error)
        }
    }
}
