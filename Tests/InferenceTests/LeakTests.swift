import Foundation
import Inference
import TestSupport
import Testing

/// In processes of their own: the memory of this one is everybody's.
struct LeakTests {
    /// What the allocator and the library keep for later was measured at 0.6 MB at most, however often they are called.
    static let tolerance = 1_000_000

    @Test func openingAndClosingANetworkKeepsNothing() async {
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
            let before = try residentBytes()
            try await open(50)
            let grown = try residentBytes() - before
            #expect(grown < LeakTests.tolerance, "50 networks left \(grown) bytes behind")
        }
    }

    @Test func tenThousandRequestsKeepNothing() async {
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
            let before = try residentBytes()
            try await ask(10_000)
            let grown = try residentBytes() - before
            #expect(grown < LeakTests.tolerance, "10,000 requests left \(grown) bytes behind")
        }
    }

    @Test func failuresKeepNothing() async {
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
            let before = try residentBytes()
            await fail(300)
            let grown = try residentBytes() - before
            #expect(grown < LeakTests.tolerance, "300 failures left \(grown) bytes behind")
        }
    }
}

/// Memory of this process that lies in RAM: the second number of /proc/self/statm, in pages.
private func residentBytes() throws -> Int {
    let text = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
    return try #require(Int(text.split(separator: " ")[1])) * Int(sysconf(Int32(_SC_PAGESIZE)))
}
