internal import FaceMaskCOpenVINO
public import Foundation

extension Engine {
    /// Reads an ONNX or TFLite file and prepares it.
    ///
    /// With a cache folder in `options` that happens once for a file's content, a shape, options and a version of
    /// OpenVINO: later calls, of other processes too, take what was prepared, three times as quickly. An entry that is
    /// missing, damaged or foreign is prepared anew; a folder that can't be used is done without.
    ///
    /// - Parameters:
    ///   - url: The file. Its content decides, not its name.
    ///   - shape: The only input's shape, if it is to have another than in the file; `nil` stands for any length.
    ///   - warmUp: The shape of an input on which the network runs once, so that the first real one doesn't wait: a
    ///     network that takes any length is prepared for each only when it comes.
    ///   - options: How to prepare it, and where to keep it.
    /// - Returns: The network, ready to run.
    /// - Throws: `InferenceError`.
    public func compiledNetwork(
        at url: URL, shape: [Int?]? = nil, warmUp: [Int]? = nil, _ options: CompileOptions = CompileOptions()
    ) throws -> CompiledNetwork {
        try Self.checkFormat(of: url)
        // An entry of the cache is for the precision in which the network computes, not for the one that was asked for.
        let options = options.suited
        return try CompiledNetwork(
            kept(url, shape, options) ?? prepared(url, shape, options), name: url.lastPathComponent, warmUp: warmUp)
    }

    /// The network out of the cache, into which it is put where it is missing; `nil` where there is no cache.
    private func kept(_ url: URL, _ shape: [Int?]?, _ options: CompileOptions) throws -> Handle? {
        guard let folder = options.cacheFolder, let file = MappedFile(at: url) else { return nil }
        let cache = NetworkCache(of: file, shape: shape, options: options, in: folder)
        if let (entry, length) = cache.entry(), let network = try? imported(entry, length, options) { return network }
        let network = try prepared(url, shape, options)
        cache.keep(network)
        return network
    }

    private func prepared(_ url: URL, _ shape: [Int?]?, _ options: CompileOptions) throws -> Handle {
        let network = try network(at: url)
        if let shape { try network.reshape(to: shape) }
        return try network.handle(options)
    }

    /// The network keeps its weights in the file's bytes, not in a copy.
    private func imported(_ file: MappedFile, _ length: Int, _ options: CompileOptions) throws -> Handle {
        let core = try importingCore(options)
        let network = try created(.notCompilable, "cache") { network in
            let start = file.bytes.bindMemory(to: CChar.self).baseAddress
            return ov_core_import_model(core.pointer, start, length, "CPU", network)
        }
        return Handle(network, keeping: [core, file]) { ov_compiled_model_free($0) }
    }
}
