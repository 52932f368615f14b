import Synchronization
import Testing

@testable import facemask

@Suite struct PixelBudgetTests {
    @Test(arguments: [
        ([5, 5, 5, 5], 10, "two at a time"), ([1, 1, 1, 1], 10, "all at once"),
        ([50, 1, 50, 1], 10, "one is too large"),
        ([0, 0, 0], 10, "what can't be read takes no room"), ([10, 10, 10], 10, "one by one"),
    ])
    func neverMoreThanTheLimitUnlessAlone(pixels: [Int], limit: Int, reason: String) async {
        let budget = PixelBudget(limit: limit)
        let held = Held()
        await withTaskGroup(of: Void.self) { group in
            for count in pixels {
                group.addTask {
                    await budget.take(count)
                    held.pixels.withLock {
                        $0.append(count)
                        #expect($0.reduce(0, +) <= limit || $0.filter { $0 > 0 }.count == 1, "\(reason)")
                    }
                    await Task.yield()
                    held.pixels.withLock { _ = $0.remove(at: $0.firstIndex(of: count) ?? 0) }
                    await budget.giveBack(count)
                }
            }
        }
        let left = held.pixels.withLock { $0 }
        #expect(left.isEmpty)
    }
}

private final class Held: Sendable {
    let pixels = Mutex<[Int]>([])
}
