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
        // The library makes no more streams than there are cores; one request more is filled meanwhile.
        #expect((1...max(options.streams ?? .max - 1, 1) + 1).contains(network.parallelism))
        if options.streams == 1 { #expect(network.parallelism == 1) }
        #expect(try await network.answer([[1, 2, 3, 4]]) == [3, 5, 7, 9])
    }

    @Test(arguments: [CompileOptions(threads: -5), CompileOptions(streams: -7)])
    func senselessOptionsAreASentence(options: CompileOptions) throws {
        let error = #expect(throws: InferenceError.self) { _ = try SmallNetworks.compiledDoubling(options) }
        #expect(error?.code == .notCompilable)
        #expect(error?.description.hasPrefix("The network 'doubling' can't be prepared for this processor: ") == true)
    }
}

struct UserCacheFolderTests {
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
