package import FaceMaskCore
internal import FaceMaskMedia

/// The place of one source in the preview grid.
package struct PreviewPlace<Time: Clock>: Sendable where Time.Duration == Duration {
    private let grid: PreviewGrid
    private let place: Int
    /// `nil` where frames come when they are due.
    private var playback: Playback<Time>?

    /// Creates a place. `clock` is what a recording is played by; live pictures are shown as they come.
    package init(_ place: Int, in grid: PreviewGrid, playedBy clock: Time?) {
        (self.grid, self.place) = (grid, place)
        playback = clock.map(Playback.init)
    }

    /// Shows `annotated`, the picture of `frame`, when it is due.
    ///
    /// - Returns: `false` once the person has closed the window.
    package mutating func show(_ annotated: Image, of frame: Frame) async throws -> Bool {
        try await playback?.wait(for: frame)
        return try await grid.show(annotated, at: place)
    }

    /// Clears the place.
    package func close() async { await grid.remove(place) }
}
