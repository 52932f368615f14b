import FaceMaskConcurrency

extension AsyncSemaphore {
    /// One permit for each pixel of the pictures that are in memory: small pictures never wait; of large ones one is decoded
    /// while another is looked at.
    static func pixels() -> AsyncSemaphore { AsyncSemaphore(limit: mostPixels) }

    /// Two pictures of 16 megapixels, which FFmpeg holds in 24 MB each.
    private static let mostPixels = 32_000_000
}
