import FaceMaskConcurrency
import Foundation

/// The result of running the program.
struct Outcome: Sendable {
    var code: Int32
    /// The signal that ended the program, if any.
    var signal: Int32?
    var output: String
    var errors: String
}

/// Runs the program that was built with the tests.
enum Command {
    /// The folder of the test bundle and of the program.
    static let folder = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    static let program = folder.appending(path: "facemask")

    /// A run that hangs fails with code 124. However busy the machine is, no other run takes that long.
    private static let secondsLimit = 1200

    /// The tests' own cache of compiled networks, so that no home folder is touched. The first run fills it.
    private static let cache = folder.appending(path: "command-tests-cache")

    static var environment: [String: String] {
        var environment = ProcessInfo.processInfo.environment
        environment["PATH"] = "\(folder.path):\(environment["PATH"] ?? "/usr/bin:/bin")"
        environment["XDG_CACHE_HOME"] = cache.path
        environment["COLUMNS"] = "80"
        environment["LC_ALL"] = "C.UTF-8"
        return environment
    }

    /// Few programs run at once, however many test cases run concurrently.
    private static let turns = AsyncSemaphore(limit: 3)

    /// Runs a line of shell in `folder`, where `facemask` is the program; standard input is empty.
    static func run(_ line: String, in folder: URL) async throws -> Outcome {
        try await turns.withPermits { try await runInTurn(line, in: folder) }
    }

    private static func runInTurn(_ line: String, in folder: URL) async throws -> Outcome {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["timeout", "--kill-after=5", String(secondsLimit), "sh", "-c", line]
        process.currentDirectoryURL = folder
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        // Files rather than pipes, so that the program never waits for a reader.
        let captured = FileManager.default.temporaryDirectory.appending(path: "facemask-output-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: captured, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: captured) }
        let files = ["output", "errors"].map { captured.appending(path: $0) }
        for file in files { try Data().write(to: file) }
        process.standardOutput = try FileHandle(forWritingTo: files[0])
        process.standardError = try FileHandle(forWritingTo: files[1])
        try await process.runToEnd()
        let texts = try files.map { String(decoding: try Data(contentsOf: $0), as: UTF8.self) }
        return Outcome(code: process.terminationStatus, signal: nil, output: texts[0], errors: texts[1])
    }

    /// The size of the pipe from a program that is sent a signal: the minimum on Linux.
    private static let pipeBytes: Int32 = 4096
    /// `F_SETPIPE_SZ`, which Glibc declares only for programs that ask for its extensions.
    private static let setPipeSize: Int32 = 1031

    /// Runs the program itself, and sends it a signal after its first line.
    ///
    /// The program can't run ahead: when its output exceeds two small pipes, it waits until the signal was sent.
    static func run(_ arguments: [String], in folder: URL, signalAfterFirstLine number: Int32) async throws -> Outcome {
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        let (output, errors) = (Pipe(), Pipe())
        guard fcntl(output.fileHandleForReading.fileDescriptor, setPipeSize, pipeBytes) >= pipeBytes else {
            throw CocoaError(.fileReadUnknown)
        }
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
