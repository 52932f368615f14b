import Foundation
import Synchronization

/// Remembers that the user asked to stop (Ctrl-C, `kill`), so that what is under way is finished and nothing is left
/// half written. Asking twice ends the program at once.
enum Interruption {
    private static let number = Atomic<Int32>(0)

    static var isRequested: Bool { number.load(ordering: .relaxed) != 0 }

    /// From now on a signal is remembered. One that was ignored when the program started stays so, as `nohup` and
    /// background jobs need.
    static func listen() {
        // Made here and not in the handler, where nothing may be allocated.
        _ = isRequested
        for signalNumber in [SIGINT, SIGTERM] {
            let previous = signal(signalNumber) { received in
                Interruption.number.store(received, ordering: .relaxed)
                signal(received, SIG_DFL)
            }
            if unsafe unsafeBitCast(previous, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) {
                signal(signalNumber, SIG_IGN)
            }
        }
    }

    /// Ends the program by the signal that was remembered, so that a shell knows why it ended: it stops its own loop,
    /// and says 130 after Ctrl-C.
    static func end() {
        let received = number.load(ordering: .relaxed)
        signal(received, SIG_DFL)
        // Threads of the concurrency pool block signals.
        var wanted = sigset_t()
        unsafe sigemptyset(&wanted)
        unsafe sigaddset(&wanted, received)
        unsafe pthread_sigmask(SIG_UNBLOCK, &wanted, nil)
        raise(received)
    }
}
