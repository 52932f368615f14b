import FaceMaskConcurrency
import Foundation

/// What a run of the program left behind.
struct Outcome: Sendable {
    var code: Int32
    /// The signal that ended it, when one did.
    var signal: Int32?
    var output: String
    var errors: String
}

/// Runs the program that was built beside the tests.
enum Command {
    /// Where the test bundle lies, and the program with it.
    static let folder = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    static let program = folder.appending(path: "facemask")

    /// Far above what any run takes on a busy machine; a run that hangs fails with code 124.
    private static let secondsLimit = 120

    /// Few programs run at a time, however many cores the tests use.
    private static let turns = AsyncSemaphore(limit: 2)

    /// The tests' own folder of prepared networks: the first run fills it, and nobody's home is touched.
    private static let cache = folder.appending(path: "command-tests-cache")

    static var environment: [String: String] {
        var environment = ProcessInfo.processInfo.environment
        environment["PATH"] = "\(folder.path):\(environment["PATH"] ?? "/usr/bin:/bin")"
        environment["XDG_CACHE_HOME"] = cache.path
        environment["COLUMNS"] = "80"
        environment["LC_ALL"] = "C.UTF-8"
        return environment
    }

    /// Runs a line of shell in `folder`, where `facemask` is the program; standard input is empty.
    static func run(_ line: String, in folder: URL) async throws -> Outcome {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["timeout", "--kill-after=5", String(secondsLimit), "sh", "-c", line]
        process.currentDirectoryURL = folder
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        // Files, not pipes: a program that writes much never waits for a reader.
        let captured = FileManager.default.temporaryDirectory.appending(path: "facemask-output-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: captured, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: captured) }
        let files = ["output", "errors"].map { captured.appending(path: $0) }
        for file in files { try Data().write(to: file) }
        process.standardOutput = try FileHandle(forWritingTo: files[0])
        process.standardError = try FileHandle(forWritingTo: files[1])
        try await Self.turns.withPermits { try await process.runToEnd() }
        let texts = try files.map { String(decoding: try Data(contentsOf: $0), as: UTF8.self) }
        return Outcome(code: process.terminationStatus, signal: nil, output: texts[0], errors: texts[1])
    }

    /// Starts the program itself, waits for its first line and sends it a signal.
    static func run(_ arguments: [String], in folder: URL, signalAfterFirstLine number: Int32) async throws -> Outcome {
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        var bytes = Data()
        try await Self.turns.withPermits {
            try await process.runToEnd {
                while !bytes.contains(UInt8(ascii: "\n")) {
                    let piece = output.fileHandleForReading.availableData
                    if piece.isEmpty { break }
                    bytes += piece
                }
                kill(process.processIdentifier, number)
                bytes += (try? output.fileHandleForReading.readToEnd()) ?? Data()
            }
        }
        let said = try errors.fileHandleForReading.readToEnd() ?? Data()
        return Outcome(
            code: process.terminationStatus,
            signal: process.terminationReason == .uncaughtSignal ? process.terminationStatus : nil,
            output: String(decoding: bytes, as: UTF8.self), errors: String(decoding: said, as: UTF8.self))
    }
}

extension Process {
    /// Runs the process and `meanwhile`, and returns when both have ended.
    fileprivate func runToEnd(_ meanwhile: () -> Void = {}) async throws {
        let (ends, end) = AsyncStream.makeStream(of: Void.self)
        terminationHandler = { _ in end.finish() }
        try run()
        meanwhile()
        for await _ in ends {}
    }
}
