import Foundation
import FaceMaskInference
import Synchronization
import TestSupport
import Testing

struct RunningTests {
    @Test func aBatchGivesOneResultPerRow() async throws {
        let network = try SmallNetworks.compiledDoubling()
        for count in [1, 2, 7, 33, 1] {
            let rows = (0..<count).map { row in (0..<4).map { Float(row * 4 + $0) } }
            #expect(try await network.answer(rows) == rows.joined().map { 2 * $0 + 1 })
        }
    }

    @Test(arguments: [CompileOptions.Hint.latency, .throughput])
    func concurrentTasksGetTheirOwnResults(hint: CompileOptions.Hint) async throws {
        let network = try SmallNetworks.compiledDoubling(CompileOptions(hint: hint))
        let right = try await withThrowingTaskGroup(of: Int.self) { group in
            for task in 0..<8 {
                group.addTask {
                    var right = 0
                    for request in 0..<50 {
                        let rows = (0...(request % 3)).map { [Float(task), Float(request), Float($0), -1] }
                        right += try await network.answer(rows) == rows.joined().map { 2 * $0 + 1 } ? 1 : 0
                    }
                    return right
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(right == 8 * 50)
    }

    @Test func severalNetworksMayRunAtOnce() async throws {
        let engine = try Engine()
        let networks = try (0..<3).map { _ in
            try engine.network(onnx: SmallNetworks.doubling(), named: "doubling").compiled()
        }
        async let first = networks[0].answer([[1, 1, 1, 1]])
        async let second = networks[1].answer([[2, 2, 2, 2]])
        async let third = networks[2].answer([[3, 3, 3, 3]])
        #expect(try await [first[0], second[0], third[0]] == [3, 5, 7])
    }

    @Test(arguments: [([1, 3], "another row"), ([1, 4, 1], "another rank"), ([-1, 4], "a negative length")])
    func wrongShapesAreRefusedAndTheRequestStaysUsable(shape: [Int], reason: String) async throws {
        let network = try SmallNetworks.compiledDoubling()
        for _ in 0...network.parallelism {
            let error = await #expect(throws: InferenceError.self, "\(reason)") {
                try await network.run(
                    shape: shape, fill: { input in for index in input.indices { input[index] = 0 } },
                    read: { try $0.values(0) })
            }
            #expect(error?.code == .failedRequest)
        }
        #expect(try await network.answer([[1, 2, 3, 4]]) == [3, 5, 7, 9])
    }

    private struct Stop: Error {}

    @Test func errorsOfClosuresAreRethrownAndTheRequestStaysUsable() async throws {
        let network = try SmallNetworks.compiledDoubling()
        for _ in 0...network.parallelism {
            await #expect(throws: Stop.self) {
                try await network.run(shape: [1, 4], fill: { _ in throw Stop() }, read: { try $0.values(0) })
            }
            await #expect(throws: Stop.self) {
                try await network.run(shape: [1, 4], fill: { $0[0] = 0 }, read: { _ in throw Stop() })
            }
            await #expect(throws: InferenceError.self, "there is one output") {
                try await network.run(shape: [1, 4], fill: { $0[0] = 0 }, read: { try $0.values(1) })
            }
        }
        #expect(try await network.answer([[1, 2, 3, 4]]) == [3, 5, 7, 9])
    }
}

struct CancellationTests {
    private final class Tally: Sendable {
        let isCancelled = Atomic(false)
        let late = Atomic(0)
    }

    @Test func aCancelledTaskStartsNoRun() async throws {
        let network = try SmallNetworks.compiledDoubling()
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await network.answer([[1, 2, 3, 4]])
        }
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(try await network.answer([[1, 2, 3, 4]]) == [3, 5, 7, 9])
    }

    @Test func tasksCancelledWhileTheyWaitStartNoRun() async throws {
        let network = try Engine().network(onnx: SmallNetworks.convolving(), named: "convolving")
            .compiled(CompileOptions(streams: 1))
        try #require(network.parallelism == 1)
        let tally = Tally()
        await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<40 {
                group.addTask {
                    try await network.run(
                        shape: [1, 3, 96, 96],
                        fill: { input in
                            if tally.isCancelled.load(ordering: .sequentiallyConsistent) {
                                tally.late.add(1, ordering: .sequentiallyConsistent)
                            }
                            for index in input.indices { input[index] = 0 }
                        }, read: { _ in })
                }
            }
            _ = await group.nextResult()
            tally.isCancelled.store(true, ordering: .sequentiallyConsistent)
            group.cancelAll()
            while await group.nextResult() != nil {}
        }
        // The one that had the only request may have been about to fill it.
        #expect(tally.late.load(ordering: .sequentiallyConsistent) <= 1)
    }
}
