internal import Dispatch
internal import Synchronization

/// Runs two pieces of work at once, on two threads of the system's, and waits for both: reading a network is one
/// thread's work, and there are two networks to read before the first picture can be looked at.
///
/// Throws the first's error, else the second's.
func sideBySide<First: Sendable, Second: Sendable>(
    _ first: @Sendable () throws -> First, _ second: @Sendable () throws -> Second
) throws -> (First, Second) {
    let results = Mutex<(Result<First, any Error>?, Result<Second, any Error>?)>((nil, nil))
    DispatchQueue.concurrentPerform(iterations: 2) { index in
        if index == 0 {
            let result = Result { try first() }
            results.withLock { $0.0 = result }
        } else {
            let result = Result { try second() }
            results.withLock { $0.1 = result }
        }
    }
    let (one, two) = results.withLock { $0 }
    guard let one, let two else { preconditionFailure("both pieces of work have ended") }
    return (try one.get(), try two.get())
}
