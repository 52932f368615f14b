import FaceMask
import FaceMaskMedia

/// The marked pictures of one source on the wall.
struct ShownPictures<Time: Clock> where Time.Duration == Duration {
    private let wall: PreviewGrid
    private let place: Int
    private var marking: FrameAnnotator
    /// Nil where frames come when they are due.
    private var playback: Playback<Time>?

    /// `clock` is what a recording is played by; live pictures are shown as they come.
    init(on wall: PreviewGrid, in place: Int, marks: AnnotationOptions, playedBy clock: Time?) {
        (self.wall, self.place) = (wall, place)
        marking = FrameAnnotator(marks)
        playback = clock.map(Playback.init)
    }

    /// Shows `frame` when it is due; false once the person has closed the window.
    mutating func show(_ frame: Frame, of result: FrameResult) async throws -> Bool {
        let picture = try marking.marked(frame.image, with: result)
        try await playback?.wait(for: frame)
        return try await wall.show(picture, in: place)
    }

    func close() async { await wall.remove(place) }
}
