import Foundation
import FaceMaskInference
import TestSupport
import Testing

/// In separate processes: other tests share the memory of this one.
struct LeakTests {
    /// Bytes by which the best of five rounds may grow. The allocator and the library keep memory for later in some
    /// rounds, more on a busy machine; leaks grow in each.
    static let tolerance = 100_000

    @Test func openingAndClosingNetworksDoesNotLeak() async {
        await #expect(processExitsWith: .success) {
            let folder = try TemporaryFolder()
            let file = try folder.file("convolving.onnx", SmallNetworks.convolving())
            let engine = try Engine()
            func open(_ times: Int) async throws {
                for _ in 0..<times {
                    let network = try engine.network(at: file)
                    try network.reshape(to: [1, 3, nil, nil])
                    let compiled = try network.compiled()
                    let averages = try await compiled.run(
                        shape: [1, 3, 16, 16], fill: { for index in $0.indices { $0[index] = 1 } },
                        read: { try $0.values(1) })
                    #expect(averages.count == 8)
                }
            }
            try await open(10)
            let grown = try await minimumGrowth { try await open(10) }
            #expect(grown < LeakTests.tolerance, "10 networks left \(grown) bytes behind")
        }
    }

    @Test func loadingFromTheCacheDoesNotLeak() async {
        await #expect(processExitsWith: .success) {
            let folder = try TemporaryFolder()
            let file = try folder.file("convolving.onnx", SmallNetworks.convolving())
            let engine = try Engine()
            let options = CompileOptions(cacheFolder: folder.url.appending(path: "cache"))
            func open(_ times: Int) throws {
                for _ in 0..<times {
                    _ = try engine.compiledNetwork(at: file, warmUp: [1, 3, 16, 16], options)
                }
            }
            try open(10)
            let grown = try await minimumGrowth { try open(10) }
            #expect(grown < LeakTests.tolerance, "10 networks left \(grown) bytes behind")
        }
    }

    @Test func tenThousandRequestsDoNotLeak() async {
        await #expect(processExitsWith: .success) {
            let network = try Engine().network(onnx: SmallNetworks.convolving(), named: "convolving").compiled()
            func ask(_ times: Int) async throws {
                for request in 0..<times {
                    let (height, width) = (8 + request % 5, 8 + request % 7)
                    let count = try await network.run(
                        shape: [1, 3, height, width], fill: { for index in $0.indices { $0[index] = 1 } },
                        read: { try $0.withValues(0) { $0.count } })
                    #expect(count == 8 * height * width)
                }
            }
            try await ask(500)
            let grown = try await minimumGrowth { try await ask(2000) }
            #expect(grown < LeakTests.tolerance, "2,000 requests left \(grown) bytes behind")
        }
    }

    @Test func failuresDoNotLeak() async {
        await #expect(processExitsWith: .success) {
            let engine = try Engine()
            let half = Array(try SmallNetworks.convolving().prefix(300))
            let network = try SmallNetworks.compiledDoubling()
            func fail(_ times: Int) async {
                for _ in 0..<times {
                    #expect(throws: InferenceError.self) { _ = try engine.network(onnx: half, named: "half") }
                    await #expect(throws: InferenceError.self) {
                        try await network.run(shape: [1, 5], fill: { $0[0] = 0 }, read: { try $0.values(0) })
                    }
                }
            }
            await fail(20)
            let grown = try await minimumGrowth { await fail(100) }
            #expect(grown < LeakTests.tolerance, "100 failures left \(grown) bytes behind")
        }
    }
}

/// The minimum growth of this process in five rounds.
private func minimumGrowth(_ round: () async throws -> Void) async throws -> Int {
    var least = Int.max
    for _ in 0..<5 {
        let before = try residentBytes()
        try await round()
        least = min(least, try residentBytes() - before)
    }
    return least
}

/// The resident memory of this process: the second number of /proc/self/statm, in pages.
private func residentBytes() throws -> Int {
    let text = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
    return try #require(Int(text.split(separator: " ")[1])) * Int(sysconf(Int32(_SC_PAGESIZE)))
}
