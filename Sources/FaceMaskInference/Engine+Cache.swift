internal import FaceMaskCOpenVINO
package import Foundation

extension Engine {
    /// Reads an ONNX or TFLite file and prepares it.
    ///
    /// With a cache folder in `options`, the network is prepared once for each combination of file content, shape,
    /// options and OpenVINO version. Later calls, also from other processes, read the prepared network, which is three
    /// times as fast. Missing, damaged and foreign entries are replaced; an unusable folder is ignored.
    ///
    /// - Parameters:
    ///   - url: The file. Its content decides on the format, not its name.
    ///   - shape: The shape for the network's only input; `nil` keeps the file's. A `nil` length stands for any length.
    ///   - warmUp: The shape of an input for one run, so that the first real run doesn't wait: a network that takes any
    ///     length is prepared for a length only when the first input of that length arrives.
    ///   - options: How to prepare the network, and where to cache it.
    /// - Returns: A network that is ready to run.
    /// - Throws: `InferenceError`.
    package func compiledNetwork(
        at url: URL, shape: [Int?]? = nil, warmUp: [Int]? = nil, _ options: CompileOptions = CompileOptions()
    ) throws -> CompiledNetwork {
        try Self.checkFormat(of: url)
        // A cache entry is for the precision that the network computes in, which may differ from the requested one.
        let options = options.suited(to: device)
        return try CompiledNetwork(
            cached(url, shape, options) ?? prepared(url, shape, options), name: url.lastPathComponent, warmUp: warmUp)
    }

    /// Returns the network from the cache, to which it is added if it is missing; `nil` if there is no cache.
    private func cached(_ url: URL, _ shape: [Int?]?, _ options: CompileOptions) throws -> Handle? {
        guard let folder = options.cacheFolder, let file = MappedFile(at: url) else { return nil }
        let cache = NetworkCache(of: file, shape: shape, options: options, on: device, in: folder)
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

    /// Returns the network of a cache entry. Its weights stay in the file's bytes and are not copied.
    private func imported(_ file: MappedFile, _ length: Int, _ options: CompileOptions) throws -> Handle {
        let core = try importingCore(options)
        let network = try created(.notCompilable, "cache") { network in
            let start = file.bytes.bindMemory(to: CChar.self).baseAddress
            return ov_core_import_model(core.pointer, start, length, device.rawValue, network)
        }
        return Handle(network, keeping: [core, file]) { ov_compiled_model_free($0) }
    }
}
