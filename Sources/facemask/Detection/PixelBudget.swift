/// Lets as many pictures be in memory at a time as together have so many pixels; those that come later wait in order.
///
/// Small pictures never wait; of large ones one is decoded while another is looked at.
actor PixelBudget {
    private let limit: Int
    private var used = 0
    private var waiting: [(pixels: Int, turn: CheckedContinuation<Void, Never>)] = []

    /// Two pictures of 16 megapixels, which FFmpeg holds in 24 MB each.
    static let usualLimit = 32_000_000

    init(limit: Int = usualLimit) { self.limit = limit }

    /// Returns when there is room. A picture above the limit waits until it is alone.
    func take(_ pixels: Int) async {
        if waiting.isEmpty, fits(pixels) {
            used += pixels
        } else {
            await withCheckedContinuation { waiting.append((pixels, $0)) }
        }
    }

    func giveBack(_ pixels: Int) {
        used -= pixels
        while let next = waiting.first, fits(next.pixels) {
            used += next.pixels
            waiting.removeFirst().turn.resume()
        }
    }

    private func fits(_ pixels: Int) -> Bool { used == 0 || used + pixels <= limit }
}
