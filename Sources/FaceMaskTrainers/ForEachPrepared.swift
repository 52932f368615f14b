internal import FaceMaskConcurrency
internal import FaceMaskTorch
internal import Foundation

/// Prepares items on other threads, `ahead` of them at a time, and uses them one after another, in order, while
/// libtorch may use `threads` threads.
func forEachPrepared<Item: Sendable>(
    _ count: Int, ahead: Int, threads: Int = ProcessInfo.processInfo.activeProcessorCount,
    prepare: @escaping @Sendable (Int) throws -> Item, use: (Int, Item) throws -> Void
) async throws {
    // One item waits, or is used, while the next ones are prepared.
    try await orderedMap(Array(0..<count), parallelism: ahead, waiting: 1) { number in
        (number, try prepare(number))
    } receive: { number, item in
        try Task.checkCancellation()
        // Tasks move between threads, and libtorch stores the number of threads separately for each.
        Torch.threadCount = threads
        try use(number, item)
    }
}
