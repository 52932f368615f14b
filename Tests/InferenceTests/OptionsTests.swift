import Foundation
import FaceMaskModelFiles
import TestSupport
import Testing

@testable import FaceMaskInference

struct OptionsTests {
    @Test(arguments: [
        CompileOptions(), CompileOptions(hint: .throughput), CompileOptions(threads: 1),
        CompileOptions(threads: 2, streams: 2), CompileOptions(hint: .throughput, streams: 3),
        // Numbers so small are the same in bfloat16.
        CompileOptions(precision: .fast),
    ])
    func allOptionsGiveTheSameResults(options: CompileOptions) async throws {
        let network = try SmallNetworks.compiledDoubling(options)
        // The library makes no more streams than there are cores; one request more is filled meanwhile.
        #expect((1...max(options.streams ?? .max - 1, 1) + 1).contains(network.parallelism))
        if options.streams == 1 { #expect(network.parallelism == 1) }
        #expect(try await network.answer([[1, 2, 3, 4]]) == [3, 5, 7, 9])
    }

    /// 1 + 2⁻¹⁰ and sums of thousands are no bfloat16: it has eight bits.
    @Test(arguments: [(CompileOptions.Precision.exact, Float(1e-5)), (.fast, 0.02)])
    func precisionIsAsRequested(precision: CompileOptions.Precision, limit: Float) async throws {
        func average(_ precision: CompileOptions.Precision) async throws -> [Float] {
            let network = try Engine().network(onnx: try SmallNetworks.convolving(), named: "convolving")
            try network.reshape(to: [1, 3, 32, 32])
            return try await network.compiled(CompileOptions(precision: precision)).run(
                shape: [1, 3, 32, 32],
                fill: { input in for index in 0..<(3 * 32 * 32) { input[index] = Float(index % 251) / 251 } },
                read: { try $0.values(1) })
        }
        let (one, other) = (try await average(.exact), try await average(precision))
        let largest = one.map(abs).max() ?? 0
        #expect(largest > 0 && zip(one, other).allSatisfy { abs($0 - $1) <= limit * largest }, "\(one) \(other)")
    }

    /// By hand: rounded to quarters up to 63.75, times weights of eighths.
    @Test func integersRepresentMultiplesOfTheirScale() async throws {
        var graph = ONNXGraph(name: "integers")
        let input = graph.rounded(graph.input("x", shape: [.batch, 4]), scale: 0.25, named: "quarters")
        let weights = graph.initializer(
            "w", shape: [2, 4], values: [8, 0, 0, 0, -128, 127, 16, 4] as [Int8], scale: 0.125)
        let bias = try graph.initializer("b", shape: [2], values: [0, 1])
        graph.output(graph.dense(input, weights: weights, bias: bias, named: "y"), shape: [.batch, 2])
        let network = try Engine().network(onnx: graph.serialized(manifest: nil), named: "integers").compiled()
        // 1.1 is 1, −3 is 0, 0.2 is 0.25 and 1000 is 63.75.
        #expect(try await network.answer([[1.1, 0, 0, 0], [1, -3, 0.2, 1000]]) == [1, -15, 1, 17.375])
    }

    /// The library calls vector instructions for bfloat16 a capability, too; they take half as long again as 32 bits.
    @Test func numberFormatsSuitTheProcessor() throws {
        // Linux's own account of the processor.
        let flags =
            try String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8).split(separator: "\n")
            .first { $0.hasPrefix("flags") }?.split(separator: " ") ?? []
        let suited = CompileOptions(precision: .fast).suited(to: .cpu)
        #expect(suited.precision == (flags.contains("amx_bf16") ? .fast : .exact))
        #expect(suited.suited(to: .cpu) == suited)
        let hasVectors = flags.contains("avx512_vnni") || flags.contains("avx_vnni")
        #expect(Processor.suitsInt8 == (hasVectors && !flags.contains("amx_bf16")))
        #expect(CompileOptions(precision: .exact).suited(to: .cpu).precision == .exact)
    }

    /// A device that is added decides what it is told.
    @Test func theDeviceChoosesTheProperties() {
        let names = CompileOptions(threads: 2, streams: 3).properties(on: .cpu).map(\.name)
        #expect(
            names == ["PERFORMANCE_HINT", "INFERENCE_PRECISION_HINT", "INFERENCE_NUM_THREADS", "NUM_STREAMS"])
        #expect(!CompileOptions().properties(on: .cpu).contains { $0.name == "INFERENCE_NUM_THREADS" })
        let single = CompileOptions.single(threads: 4, precision: .fast)
        #expect(single.hint == .latency && single.streams == 1 && single.threads == 4 && single.precision == .fast)
        let several = CompileOptions.several(5)
        #expect(several.hint == .throughput && several.streams == 5 && several.precision == .exact)
    }

    @Test(arguments: [CompileOptions(threads: -5), CompileOptions(streams: -7)])
    func invalidOptionsAreReported(options: CompileOptions) throws {
        let error = #expect(throws: InferenceError.self) { _ = try SmallNetworks.compiledDoubling(options) }
        #expect(error?.code == .notCompilable)
        #expect(error?.description.hasPrefix("The network 'doubling' can't be prepared for this processor: ") == true)
    }
}

struct UserCacheFolderTests {
    /// The environment belongs to the whole process, so this test runs in a separate one.
    @Test func theUsersFolderFollowsTheEnvironment() async {
        await #expect(processExitsWith: .success) {
            let folder = try TemporaryFolder()
            let base = folder.url.path(percentEncoded: false)
            setenv("XDG_CACHE_HOME", base, 1)
            let chosen = try #require(CompileOptions.userCacheFolder).path(percentEncoded: false)
            #expect(chosen.hasPrefix(base) && chosen.contains("facemask/openvino"))
            #expect(FileManager.default.fileExists(atPath: chosen))
            let file = try folder.file("file", [1])
            setenv("XDG_CACHE_HOME", file.path(percentEncoded: false), 1)
            #expect(CompileOptions.userCacheFolder == nil)
            setenv("XDG_CACHE_HOME", "relative", 1)
            setenv("HOME", base, 1)
            #expect(CompileOptions.userCacheFolder?.path(percentEncoded: false).contains("relative") != true)
        }
    }
}
