import FaceMask
import Media

/// The window in which one source's marked pictures are shown.
struct ShownPictures<Time: Clock> where Time.Duration == Duration {
    private let window: PreviewWindow
    private var marking: Marking
    /// Nil where frames come when they are due.
    private var playback: Playback<Time>?

    /// `clock` is what a recording is played by; live pictures are shown as they come.
    init(of source: String, marks: SceneMarks, playedBy clock: Time?) {
        window = PreviewWindow(title: source)
        marking = Marking(marks)
        playback = clock.map(Playback.init)
    }

    /// Shows `frame` when it is due; false once the person has closed the window.
    mutating func show(_ frame: Frame, of scene: Scene) async throws -> Bool {
        let picture = try marking.marked(frame.image, with: scene, at: frame.time)
        try await playback?.wait(for: frame)
        return try await window.show(picture)
    }

    func close() async { await window.close() }
}
