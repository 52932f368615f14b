internal import Foundation
internal import FaceMaskTorch

/// Makes things on other threads, `ahead` of them at once, and uses them one after the other in their order,
/// with so many threads for libtorch.
func inOrder<Item: Sendable>(
    _ count: Int, ahead: Int, threads: Int = ProcessInfo.processInfo.activeProcessorCount,
    make: @escaping @Sendable (Int) throws -> Item, use: (Int, Item) throws -> Void
) async throws {
    try await withThrowingTaskGroup(of: (Int, Item).self) { group in
        var ready: [Int: Item] = [:]
        var started = 0
        func start() {
            guard started < count else { return }
            let number = started
            started += 1
            group.addTask { (number, try make(number)) }
        }
        for _ in 0..<ahead { start() }
        for number in 0..<count {
            while ready[number] == nil, let (made, item) = try await group.next() { ready[made] = item }
            start()
            try Task.checkCancellation()
            // Tasks move between threads, and libtorch keeps the number of threads for each.
            Torch.threadCount = threads
            if let item = ready.removeValue(forKey: number) { try use(number, item) }
        }
    }
}
