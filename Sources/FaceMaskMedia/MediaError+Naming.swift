extension MediaError {
    /// Returns the same error about `subject`: the path as the user gave it, or an address without its password.
    package func about(_ subject: String) -> MediaError { MediaError(code, subject: subject, reason: reason) }

    /// Runs `body` and makes its errors about `subject`.
    package static func naming<Result>(
        _ subject: String, _ body: () throws(MediaError) -> Result
    ) throws(MediaError) -> Result {
        do throws(MediaError) {
            return try body()
        } catch {
            throw error.about(subject)
        }
    }

    /// Runs `body` and makes its media errors about `subject`; other errors are unchanged.
    package static func naming<Result>(
        _ subject: String, isolation: isolated (any Actor)? = #isolation, _ body: () async throws -> Result
    ) async throws -> Result {
        do {
            return try await body()
        } catch let error as MediaError {
            throw error.about(subject)
        }
    }
}
