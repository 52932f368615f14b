internal import FaceMaskCOpenVINO
public import Foundation

/// How a network is prepared for the processor.
public struct CompileOptions: Hashable, Sendable {
    /// What the library optimises for.
    public enum Hint: String, Sendable {
        /// One request at a time, as quick as possible.
        case latency = "LATENCY"
        /// Many requests at a time, as many a second as possible.
        case throughput = "THROUGHPUT"
    }

    /// In which numbers a network computes.
    public enum Precision: String, Sendable {
        /// 32 bits: the same answers on every processor, but for rounding.
        case exact = "f32"
        /// bfloat16 on processors that multiply it in tiles (AMX), up to twice as fast; 32 bits on the others.
        case fast = "bf16"
    }

    /// Settles what `threads` and `streams` leave open.
    public var hint: Hint
    /// Threads over all streams; `nil` leaves the choice to the library: all cores.
    public var threads: Int?
    /// Requests that run side by side; `nil` leaves the choice to the hint.
    public var streams: Int?
    /// In which numbers the network computes; its inputs and outputs have 32 bits either way.
    public var precision: Precision
    /// Where networks that `Engine.compiledNetwork` prepares are kept between runs, so that the next start is quicker;
    /// `nil` keeps none.
    public var cacheFolder: URL?

    /// Creates options.
    public init(
        hint: Hint = .latency, threads: Int? = nil, streams: Int? = nil, precision: Precision = .exact,
        cacheFolder: URL? = nil
    ) {
        self.hint = hint
        self.threads = threads
        self.streams = streams
        self.precision = precision
        self.cacheFolder = cacheFolder
    }

    /// `$XDG_CACHE_HOME/facemask/openvino`, by default `~/.cache/facemask/openvino`, created when missing; `nil` where
    /// it can't be written to, since a cache is a convenience.
    public static var userCacheFolder: URL? {
        let environment = ProcessInfo.processInfo.environment
        let base =
            environment["XDG_CACHE_HOME"].flatMap { $0.hasPrefix("/") ? URL(filePath: $0) : nil }
            ?? FileManager.default.homeDirectoryForCurrentUser.appending(path: ".cache")
        let folder = base.appending(path: "facemask/openvino")
        let made: Void? = try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return made != nil && access(folder.path(percentEncoded: false), W_OK) == 0 ? folder : nil
    }

    /// The options as the library calls them. The precision is always named: on processors with bfloat16 the library would
    /// otherwise choose that by itself.
    var properties: [(name: String, value: String)] {
        var pairs = [("PERFORMANCE_HINT", hint.rawValue), ("INFERENCE_PRECISION_HINT", precision.rawValue)]
        if let threads { pairs.append(("INFERENCE_NUM_THREADS", String(threads))) }
        if let streams { pairs.append(("NUM_STREAMS", String(streams))) }
        return pairs
    }

    /// Calls `body` with the options in the library's form.
    func withProperties<Result>(
        _ body: (UnsafeBufferPointer<ov_property_t>) throws -> Result
    ) rethrows -> Result {
        let strings = properties.map { (strdup($0.name), strdup($0.value)) }
        defer {
            for (key, value) in strings {
                free(key)
                free(value)
            }
        }
        return try strings.map { ov_property_t(key: $0.0, value: $0.1) }.withUnsafeBufferPointer(body)
    }
}
