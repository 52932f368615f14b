internal import Dispatch
internal import Synchronization

/// Runs two blocking functions at once, on two threads of the system, and blocks until both have returned.
///
/// - Throws: The first one's error, else the second one's.
package func concurrently<First: Sendable, Second: Sendable>(
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
    guard let one, let two else { preconditionFailure("both have returned") }
    return (try one.get(), try two.get())
}
