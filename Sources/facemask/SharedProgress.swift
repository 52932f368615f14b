import Synchronization

/// A progress line that closures on any task may move.
final class SharedProgress: Sendable {
    private let line: Mutex<ProgressLine>

    init(title: String, total: Int, isShown: Bool) {
        line = Mutex(ProgressLine(title: title, total: total, isShown: isShown))
    }

    func show(done: Int, note: String = "") { line.withLock { $0.show(done: done, note: note) } }
    func clear() { line.withLock { $0.clear() } }
}
