import Foundation
import TestSupport
import Testing

@testable import FaceMaskInference

struct CacheTests {
    private let folder: TemporaryFolder
    private let model: URL
    private let cache: URL

    init() throws {
        folder = try TemporaryFolder()
        model = try folder.file("convolving.onnx", SmallNetworks.convolving())
        cache = folder.url.appending(path: "cache/of its own")
    }

    private func open(
        _ model: URL? = nil, shape: [Int?]? = nil, threads: Int? = nil, cached: Bool = true
    ) throws -> CompiledNetwork {
        try Engine().compiledNetwork(
            at: model ?? self.model, shape: shape, CompileOptions(threads: threads, cacheFolder: cached ? cache : nil))
    }

    private func average(_ network: CompiledNetwork) async throws -> [Float] {
        try await network.run(
            shape: [1, 3, 4, 4],
            fill: { input in for index in input.indices { input[index] = Float(index) / 48 } },
            read: { try $0.values(1) })
    }

    private var entries: [URL] {
        get throws {
            try FileManager.default.contentsOfDirectory(at: cache, includingPropertiesForKeys: nil)
                .sorted { $0.path < $1.path }
        }
    }

    @Test func theSecondLoadUsesTheCache() async throws {
        let first = try await average(open())
        let entry = try #require(try entries.first)
        let number = try inode(of: entry)
        let second = try open()
        #expect(try await average(second) == first)
        #expect(try entries == [entry])
        #expect(try inode(of: entry) == number, "the entry was written again: it was not taken")
    }

    /// Without the option that the import is given, processors with bfloat16 would compute in that.
    @Test func aCachedNetworkGivesTheSameOutputs() async throws {
        let fresh = try open(shape: [nil, 3, 4, 4], cached: false)
        _ = try open(shape: [nil, 3, 4, 4])
        let kept = try open(shape: [nil, 3, 4, 4])
        #expect(kept.inputs == fresh.inputs)
        #expect(kept.outputs == fresh.outputs)
        #expect(kept.name == fresh.name)
        #expect(try await average(kept) == average(fresh))
    }

    enum Damage: CaseIterable {
        case empty, cutInHalf, withoutItsLastByte, noise, oneBitTurned, zeros, longer, folder
    }

    @Test(arguments: Damage.allCases)
    func aDamagedEntryIsReplaced(damage: Damage) async throws {
        let sound = try await average(open())
        let entry = try #require(try entries.first)
        let data = try Data(contentsOf: entry)
        try FileManager.default.removeItem(at: entry)
        switch damage {
        case .empty: try Data().write(to: entry)
        case .cutInHalf: try data.prefix(data.count / 2).write(to: entry)
        case .withoutItsLastByte: try data.dropLast().write(to: entry)
        case .noise:
            let noise = Pattern.numbers(data.count, seed: 3, scale: 127)
            try Data(noise.map { UInt8(truncatingIfNeeded: Int($0)) }).write(to: entry)
        case .oneBitTurned:
            var bytes = data
            bytes[data.count / 3] ^= 0x40
            try bytes.write(to: entry)
        case .zeros: try Data(count: data.count).write(to: entry)
        case .longer: try (data + [0]).write(to: entry)
        case .folder: try FileManager.default.createDirectory(at: entry, withIntermediateDirectories: true)
        }
        #expect(try await average(open()) == sound)
        if damage != .folder { #expect(try NetworkCacheEntry(entry).isWhole, "it was not mended") }
    }

    /// As after an update, or in a home folder that two machines share: OpenVINO refuses what another version exported.
    @Test func anEntryOfAnotherVersionIsReplaced() async throws {
        let sound = try await average(open())
        let entry = try #require(try entries.first)
        var bytes = try Data(contentsOf: entry)
        let version = try #require(bytes.firstRange(of: Data("ov=20".utf8)))
        bytes.replaceSubrange(version, with: Data("ov=19".utf8))
        try NetworkCacheEntry.signed(bytes).write(to: entry)
        #expect(try await average(open()) == sound)
        #expect(try NetworkCacheEntry(entry).bytes.firstRange(of: Data("ov=19".utf8)) == nil, "it was not replaced")
    }

    @Test func anotherNetworksEntryIsNeverUsed() async throws {
        let other = try folder.file("doubling.onnx", SmallNetworks.doubling())
        let sound = try await average(open())
        let entry = try #require(try entries.first)
        #expect(try await open(other).answer([[1, 2, 3, 4]]) == [3, 5, 7, 9])
        let otherEntry = try #require(try entries.first { $0 != entry })
        try Data(contentsOf: otherEntry).write(to: entry)
        #expect(try await average(open()) == sound)
    }

    @Test func entriesDependOnContentAndOptionsButNotOnThePath() async throws {
        _ = try open()
        let copy = folder.url.appending(path: "a copy.onnx")
        try FileManager.default.copyItem(at: model, to: copy)
        _ = try open(copy)
        #expect(try entries.count == 1, "the content is the same")
        _ = try open(shape: [1, 3, 8, 8])
        #expect(try entries.count == 2, "the shape differs")
        _ = try open(threads: 1)
        #expect(try entries.count == 3, "the options differ")
        // The same size at the same path.
        try Data(SmallNetworks.convolving(named: "Convolving")).write(to: model)
        _ = try open()
        #expect(try entries.count == 4, "the content differs")
    }

    @Test func entriesInUseMayBeReplacedAndDeleted() async throws {
        _ = try open()
        let network = try open()
        let sound = try await average(network)
        let entry = try #require(try entries.first)
        try Data(count: 100).write(to: entry, options: .atomic)
        try FileManager.default.removeItem(at: entry)
        #expect(try await average(network) == sound)
    }

    @Test func onlyTheLatestAreKept() throws {
        try FileManager.default.createDirectory(at: cache, withIntermediateDirectories: true)
        for index in 0..<40 {
            let old = cache.appending(path: "\(index).network")
            try Data([1]).write(to: old)
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSince1970: Double(index))], ofItemAtPath: old.path)
        }
        let foreign = cache.appending(path: "somebody's.blob")
        try Data([1]).write(to: foreign)
        _ = try open()
        let names = try entries.map(\.lastPathComponent)
        #expect(names.contains("somebody's.blob"), "other programs' files are left alone")
        #expect(names.count == 25)
        #expect(names.contains("39.network") && !names.contains("16.network"))
    }

    @Test func anUnwritableFolderIsIgnored() async throws {
        // No folder can be created below a file, not even by root.
        let network = try Engine().compiledNetwork(
            at: model, CompileOptions(cacheFolder: model.appending(path: "cache")))
        #expect(try await average(network).count == 8)
    }

    @Test func concurrentLoadsDoNotInterfere() async throws {
        let sound = try await average(open(cached: false))
        let answers = try await withThrowingTaskGroup(of: [Float].self) { group in
            for _ in 0..<6 { group.addTask { try await average(open()) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers == Array(repeating: sound, count: 6))
        #expect(try entries.count == 1)
    }

    @Test func concurrentProcessesDoNotInterfere() async throws {
        let paths: [String] = [model, cache].map { $0.path(percentEncoded: false) }
        @Sendable func openElsewhere() async {
            await #expect(processExitsWith: .success) { [paths = paths as [String]] in
                let options = CompileOptions(cacheFolder: URL(filePath: paths[1]))
                for _ in 0..<3 {
                    let network = try Engine().compiledNetwork(at: URL(filePath: paths[0]), options)
                    let values = try await network.run(
                        shape: [1, 3, 4, 4], fill: { $0.update(repeating: 1) }, read: { try $0.values(1) })
                    #expect(values.count == 8)
                }
            }
        }
        async let first: Void = openElsewhere()
        async let second: Void = openElsewhere()
        _ = await (first, second)
        #expect(try entries.count == 1, "a temporary file was left")
    }

    @Test func aNonNetworkIsRefusedAsWithoutACache() throws {
        let text = try folder.file("text.onnx", Array("no network".utf8))
        for url in [text, folder.url.appending(path: "missing.onnx"), folder.url] {
            let error = #expect(throws: InferenceError.self) { _ = try open(url) }
            #expect(error?.code == .unreadableNetwork)
        }
    }

    @Test func warmUpDoesNotChangeResults() async throws {
        let cold = try await average(open(shape: [nil, 3, 4, 4]))
        let warm = try Engine().compiledNetwork(
            at: model, shape: [nil, 3, 4, 4], warmUp: [1, 3, 4, 4], CompileOptions(cacheFolder: cache))
        #expect(try await average(warm) == cold)
        let error = #expect(throws: InferenceError.self) {
            _ = try Engine().compiledNetwork(at: model, warmUp: [1, 2, 3])
        }
        #expect(error?.code == .failedRequest)
    }

    private func inode(of url: URL) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: url.path)[.systemFileNumber] as? Int
    }
}

/// An entry as a test sees it: bytes whose last eight are the sum of the others.
private struct NetworkCacheEntry {
    let bytes: Data

    init(_ url: URL) throws { bytes = try Data(contentsOf: url) }

    var isWhole: Bool { bytes.count > 8 && Self.signed(bytes) == bytes }

    /// The same with a right sum.
    static func signed(_ bytes: Data) -> Data {
        let body = bytes.dropLast(8)
        return body + withUnsafeBytes(of: body.withUnsafeBytes(XXHash64.sum).littleEndian) { Data($0) }
    }
}
