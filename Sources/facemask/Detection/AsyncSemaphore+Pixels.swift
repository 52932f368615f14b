import FaceMaskConcurrency

extension AsyncSemaphore {
    /// Returns a semaphore with one permit for each pixel of the pictures in memory: small pictures never wait; of large ones,
    /// one is decoded while another is searched for faces.
    static func pixels() -> AsyncSemaphore { AsyncSemaphore(limit: mostPixels) }

    /// Two pictures of 16 megapixels, which FFmpeg holds in 24 MB each.
    private static let mostPixels = 32_000_000
}
