import Foundation
import Inference
import TestSupport
import Testing

struct OptionsTests {
    @Test(arguments: [
        CompileOptions(), CompileOptions(hint: .throughput), CompileOptions(threads: 1),
        CompileOptions(threads: 2, streams: 2), CompileOptions(hint: .throughput, streams: 3),
    ])
    func everyOptionGivesTheSameAnswers(options: CompileOptions) async throws {
        let network = try SmallNetworks.compiledDoubling(options)
        // The library makes no more streams than there are cores.
        #expect((1...max(options.streams ?? .max, 1)).contains(network.parallelism))
        #expect(try await network.answer([[1, 2, 3, 4]]) == [3, 5, 7, 9])
    }

    @Test(arguments: [CompileOptions(threads: -5), CompileOptions(streams: -7)])
    func senselessOptionsAreASentence(options: CompileOptions) throws {
        let error = #expect(throws: InferenceError.self) { _ = try SmallNetworks.compiledDoubling(options) }
        #expect(error?.code == .notCompilable)
        #expect(error?.description.hasPrefix("The network 'doubling' can't be prepared for this processor: ") == true)
    }
}

struct CacheTests {
    private let folder: TemporaryFolder
    private let model: URL

    init() throws {
        folder = try TemporaryFolder()
        model = try folder.file("convolving.onnx", SmallNetworks.convolving())
    }

    private func average(cache: URL) async throws -> [Float] {
        let network = try Engine().network(at: model).compiled(CompileOptions(cacheFolder: cache))
        return try await network.run(
            shape: [1, 3, 4, 4],
            fill: { input in for index in input.indices { input[index] = Float(index) / 48 } },
            read: { try $0.values(1) })
    }

    private func files(in cache: URL) throws -> [URL: Data] {
        let urls = try FileManager.default.contentsOfDirectory(at: cache, includingPropertiesForKeys: nil)
        return try Dictionary(uniqueKeysWithValues: urls.map { ($0, try Data(contentsOf: $0)) })
    }

    @Test func theSecondTimeFindsTheFilesOfTheFirst() async throws {
        let cache = folder.url.appending(path: "cache/of its own")
        let first = try await average(cache: cache)
        let files = try files(in: cache)
        #expect(!files.isEmpty)
        #expect(try await average(cache: cache) == first)
        #expect(try self.files(in: cache).keys.sorted { $0.path < $1.path } == files.keys.sorted { $0.path < $1.path })
    }

    @Test(arguments: ["empty", "cut in half", "noise", "one byte changed", "zeros"])
    func aDamagedFileIsAsGoodAsNone(damage: String) async throws {
        let cache = folder.url.appending(path: "cache")
        let sound = try await average(cache: cache)
        for (url, data) in try files(in: cache) {
            let damaged: [UInt8] =
                switch damage {
                case "empty": []
                case "cut in half": Array(data.prefix(data.count / 2))
                case "noise":
                    Pattern.numbers(data.count, seed: 3, scale: 127).map { UInt8(truncatingIfNeeded: Int($0)) }
                case "zeros": [UInt8](repeating: 0, count: data.count)
                default: data.enumerated().map { $0.offset == data.count / 3 ? ~$0.element : $0.element }
                }
            try Data(damaged).write(to: url)
        }
        #expect(try await average(cache: cache) == sound)
    }

    @Test func aFolderThatCannotBeWrittenIsDoneWithout() async throws {
        // Beneath a file no folder can be made, not even by root.
        let cache = model.appending(path: "cache")
        #expect(try await average(cache: cache).count == 8)
    }

    /// The environment belongs to the whole process, so this has one of its own.
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
