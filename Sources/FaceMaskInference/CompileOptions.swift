internal import FaceMaskCOpenVINO
package import Foundation

/// The options for preparing a network. The device is the engine's.
package struct CompileOptions: Hashable, Sendable {
    /// The goal that the library optimises for.
    package enum Hint: String, Sendable {
        /// The shortest time for a single request.
        case latency = "LATENCY"
        /// The most requests per second, with many at a time.
        case throughput = "THROUGHPUT"
    }

    /// The number format that a network computes in.
    package enum Precision: String, Sendable {
        /// 32-bit floats: the same results on every processor, apart from rounding.
        case exact = "f32"
        /// bfloat16 on processors that multiply it in tiles (AMX), which is up to twice as fast; 32-bit floats on others.
        case fast = "bf16"
    }

    /// The goal, which decides what `threads` and `streams` leave open.
    package var hint: Hint
    /// The number of threads for all streams together; `nil` for all cores.
    package var threads: Int?
    /// The number of requests that run concurrently; `nil` leaves the choice to the hint.
    package var streams: Int?
    /// The number format that the network computes in. Its inputs and outputs are 32-bit floats either way.
    package var precision: Precision
    /// The folder in which `Engine.compiledNetwork` caches prepared networks, so that the next start is faster; `nil` for
    /// no cache.
    package var cacheFolder: URL?

    /// Creates options.
    package init(
        hint: Hint = .latency, threads: Int? = nil, streams: Int? = nil,
        precision: Precision = .exact, cacheFolder: URL? = nil
    ) {
        self.hint = hint
        self.threads = threads
        self.streams = streams
        self.precision = precision
        self.cacheFolder = cacheFolder
    }

    /// The options for one input at a time, which is answered as soon as possible, with the user's cache.
    package static func single(threads: Int? = nil, precision: Precision) -> CompileOptions {
        CompileOptions(
            hint: .latency, threads: threads, streams: 1, precision: precision, cacheFolder: userCacheFolder)
    }

    /// The options for many inputs at a time, with the user's cache: `streams` of them, or as many as the device is best
    /// at.
    package static func several(
        _ streams: Int? = nil, threads: Int? = nil, precision: Precision = .exact
    ) -> CompileOptions {
        CompileOptions(
            hint: .throughput, threads: threads, streams: streams, precision: precision, cacheFolder: userCacheFolder)
    }

    /// The folder `$XDG_CACHE_HOME/facemask/openvino`, by default `~/.cache/facemask/openvino`, which is created if it is
    /// missing. `nil` if it isn't writable, since the cache is optional.
    package static var userCacheFolder: URL? {
        let environment = ProcessInfo.processInfo.environment
        let base =
            environment["XDG_CACHE_HOME"].flatMap { $0.hasPrefix("/") ? URL(filePath: $0) : nil }
            ?? FileManager.default.homeDirectoryForCurrentUser.appending(path: ".cache")
        let folder = base.appending(path: "facemask/openvino")
        let made: Void? = try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return made != nil && access(folder.path(percentEncoded: false), W_OK) == 0 ? folder : nil
    }

    /// The options under the library's names for a device. The precision is always set: on processors with bfloat16 the
    /// library would otherwise choose that format.
    ///
    /// The device is not among them: the library's functions take it as a separate argument.
    func properties(on device: Device) -> [(name: String, value: String)] {
        var pairs = [("PERFORMANCE_HINT", hint.rawValue), ("INFERENCE_PRECISION_HINT", precision.rawValue)]
        if let threads, device.hasThreads { pairs.append(("INFERENCE_NUM_THREADS", String(threads))) }
        if let streams { pairs.append(("NUM_STREAMS", String(streams))) }
        return pairs
    }

    /// Calls `body` with the options as the library's structures.
    func withProperties<Result>(
        on device: Device, _ body: (UnsafeBufferPointer<ov_property_t>) throws -> Result
    ) rethrows -> Result {
        let strings = properties(on: device).map { (strdup($0.name), strdup($0.value)) }
        defer {
            for (key, value) in strings {
                free(key)
                free(value)
            }
        }
        return try strings.map { ov_property_t(key: $0.0, value: $0.1) }.withUnsafeBufferPointer(body)
    }
}
