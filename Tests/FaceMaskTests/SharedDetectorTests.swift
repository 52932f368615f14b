import FaceMaskCore
import Synchronization
import Testing

@testable import FaceMask

@Suite struct SharedDetectorTests {
    @Test func manyTasksShareALoadAndItsFailure() async {
        let loads = Mutex(0)
        let (isAsked, gate) = AsyncStream.makeStream(of: Void.self)
        let shared = SharedDetector {
            loads.withLock { $0 += 1 }
            for await _ in isAsked {}
            throw Failure(.unavailable, "There is no detector.")
        }
        await withTaskGroup(of: Failure?.self) { group in
            for _ in 0..<5 {
                group.addTask {
                    do {
                        _ = try await shared.detector
                        return nil
                    } catch {
                        return Failure(error)
                    }
                }
            }
            gate.finish()
            for await failure in group { #expect(failure?.category == .unavailable) }
        }
        await shared.prepare()
        #expect(loads.withLock { $0 } == 1)
    }
}
