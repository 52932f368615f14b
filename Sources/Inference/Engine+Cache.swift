internal import COpenVINO
public import Foundation

extension Engine {
    /// Reads an ONNX or TFLite file, gives its only input another shape, `nil` for its own, and prepares it.
    ///
    /// With a cache folder in `options` that happens once for a file's content, a shape, options and a version of
    /// OpenVINO: later calls, of other processes too, take what was prepared, three times as quickly. An entry that is
    /// missing, damaged or foreign is prepared anew; a folder that can't be used is done without.
    public func compiledNetwork(
        at url: URL, shape: [Int?]? = nil, _ options: CompileOptions = CompileOptions()
    ) throws -> CompiledNetwork {
        let name = url.lastPathComponent
        try Self.checkFormat(of: url)
        guard let folder = options.cacheFolder, let file = MappedFile(at: url) else {
            return try CompiledNetwork(prepared(url, shape, options), name: name)
        }
        let cache = NetworkCache(of: file, shape: shape, options: options, in: folder)
        if let (entry, length) = cache.entry(), let handle = try? imported(entry, length, options) {
            return try CompiledNetwork(handle, name: name)
        }
        let handle = try prepared(url, shape, options)
        cache.keep(handle)
        return try CompiledNetwork(handle, name: name)
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
