internal import Foundation
#if canImport(Glibc)
internal import Glibc
#endif

/// A program that is told of an alert: as JSON on its standard input, and in environment variables.
struct AlertCommand: Sendable {
    let program: String
    let arguments: [String]
    let environment: [String: String]
    let limit: Duration
    let clock: any Clock<Duration>

    /// Starts the program and waits until it ends, at most for its time.
    ///
    /// Its standard output leads nowhere, as ours belongs to the results; its standard error is ours.
    func run(with alert: Alert) async throws(MonitoringError) {
        func fault(_ reason: String) -> MonitoringError { MonitoringError(.commandFailed, alert.rule.name, reason) }
        let name = "'\(program)'"
        guard let path = path else {
            throw fault("there is no program \(name) that may be run; check its name and the PATH")
        }
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        process.environment = environment.merging(Self.variables(of: alert)) { _, own in own }
        process.standardOutput = FileHandle.nullDevice
        let (ends, continuation) = AsyncStream<Void>.makeStream()
        process.terminationHandler = { _ in continuation.finish() }
        do {
            process.standardInput = try Self.file(holding: try alert.json() + "\n")
            try process.run()
        } catch { throw fault("\(name) could not be started: \((error as NSError).localizedDescription)") }

        guard await hasEnded(ends) else {
            Self.kill(process)
            throw fault(
                Task.isCancelled
                    ? "\(name) was still running at the end and was killed"
                    : "\(name) ran for more than \(limit) and was killed; let it do its work in the background")
        }
        guard process.terminationReason == .exit, process.terminationStatus == 0 else {
            let how = process.terminationReason == .exit ? "exit code" : "signal"
            throw fault("\(name) ended with \(how) \(process.terminationStatus)")
        }
    }

    /// Whether the program ended before its time was over and before we were told to stop.
    private func hasEnded(_ ends: AsyncStream<Void>) async -> Bool {
        await withTaskGroup(of: Bool.self) { group in
            group.addTask {
                for await _ in ends {}
                return !Task.isCancelled
            }
            group.addTask { [limit, clock] in
                // Woken early only when there is nothing left to wait for.
                try? await clock.sleep(for: limit)
                return false
            }
            let hasEnded = await group.next() ?? false
            group.cancelAll()
            return hasEnded
        }
    }

    /// Foundation starts programs in a process group of their own, so that what they started ends with them.
    private static func kill(_ process: Process) {
        let identifier = process.processIdentifier
        guard process.isRunning, identifier > 1 else { return }
        let target = getpgid(identifier) == identifier ? -identifier : identifier
        _ = Foundation.kill(target, SIGKILL)
    }

    /// Where the program is: as named when that is a path, else in the first folder of PATH that has it.
    private var path: String? {
        let candidates =
            program.contains("/")
            ? [program] : (environment["PATH"] ?? "").split(separator: ":").map { "\($0)/\(program)" }
        return candidates.first { path in
            let place = URL(filePath: path).resolvingSymlinksInPath().path
            let kind = try? FileManager.default.attributesOfItem(atPath: place)[.type] as? FileAttributeType
            // A folder may be "executable" as well.
            return kind == .typeRegular && FileManager.default.isExecutableFile(atPath: place)
        }
    }

    private static func variables(of alert: Alert) -> [String: String] {
        [
            "FACEMASK_ALERT": alert.rule.name, "FACEMASK_SOURCE": alert.source, "FACEMASK_ZONE": alert.rule.zone ?? "",
            "FACEMASK_TIME": "\(alert.time)", "FACEMASK_COUNT": "\(alert.count)",
            "FACEMASK_SHARE": alert.share.map { "\($0)" } ?? "",
        ]
    }

    /// A file without a name that begins with `text`. Not a pipe: a program that doesn't read would block us or, where
    /// it has ended, kill us.
    private static func file(holding text: String) throws -> FileHandle {
        let place = FileManager.default.temporaryDirectory.appending(path: "facemask-alert-\(UUID().uuidString)")
        try Data(text.utf8).write(to: place, options: .withoutOverwriting)
        defer { try? FileManager.default.removeItem(at: place) }
        return try FileHandle(forReadingFrom: place)
    }
}
