import Synchronization

/// Values that are kept until the process exits.
///
/// Freeing networks takes as long as a picture does, and the system takes all memory back anyway.
enum ProcessLifetime {
    private static let kept = Mutex<[any Sendable]>([])

    /// Keeps `value`, which is not freed at exit.
    static func keep(_ value: some Sendable) { kept.withLock { $0.append(value) } }
}
