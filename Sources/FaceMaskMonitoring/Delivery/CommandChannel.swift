internal import FaceMaskCore
internal import FaceMaskEvents
internal import FaceMaskSinks
internal import Foundation
internal import Subprocess
internal import Synchronization
internal import SystemPackage
#if canImport(Glibc)
internal import Glibc
#endif

/// A program that is told of alerts: as JSON on its standard input, and in environment variables.
struct CommandChannel: AlertChannel {
    let program: String
    let arguments: [String]
    let environment: [String: String]
    let limit: Duration
    let clock: any Clock<Duration>

    /// The time between asking a program to end and killing it, with everything it started.
    private static let grace = Duration.seconds(2)

    static func make(
        for action: AlertAction, _ settings: DeliverySettings, _ dependencies: AlertDelivery.Dependencies
    ) -> (any AlertChannel)? {
        guard case .command(let program, let arguments) = action else { return nil }
        return CommandChannel(
            program: program, arguments: arguments, environment: dependencies.environment, limit: settings.commandLimit,
            clock: dependencies.clock)
    }

    /// Starts the program and waits until it ends, at most for its time.
    ///
    /// Its standard output is discarded, since the results are written to ours; its standard error is ours.
    func send(_ alert: Alert) async throws(MonitoringError) {
        func fault(_ reason: String) -> MonitoringError { MonitoringError(.commandFailed, alert.rule.name, reason) }
        let name = "'\(program)'"
        guard let path else {
            throw fault("there is no program \(name) that may be run; check its name and the PATH")
        }
        switch await end(ofProgramAt: path, toldOf: alert) {
        case .ended(.exited(0)): return
        case .ended(.exited(let code)): throw fault("\(name) ended with exit code \(code)")
        case .ended(.signaled(let number)): throw fault("\(name) ended with signal \(number)")
        case .notStarted(let reason): throw fault("\(name) could not be started: \(reason)")
        case .stopped:
            throw fault(
                Task.isCancelled
                    ? "\(name) was still running at the end and was killed"
                    : "\(name) ran for more than \(limit) and was killed; let it do its work in the background")
        }
    }

    private enum End: Sendable {
        case ended(TerminationStatus)
        case notStarted(String)
        /// Its time was over, or the task was cancelled.
        case stopped
    }

    private func end(ofProgramAt path: String, toldOf alert: Alert) async -> End {
        let group = ProcessGroup()
        let end = await withTaskGroup(of: End.self) { tasks in
            tasks.addTask { await run(path, alert, in: group) }
            tasks.addTask { [limit, clock] in
                // Woken early only when there is nothing left to wait for.
                try? await clock.sleep(for: limit)
                return .stopped
            }
            let first = await tasks.next() ?? .stopped
            // Ends the program, when it still runs, and waits for that.
            tasks.cancelAll()
            return first
        }
        if case .stopped = end { group.kill() }
        return end
    }

    private func run(_ path: String, _ alert: Alert, in group: ProcessGroup) async -> End {
        var options = PlatformOptions()
        // A separate session: processes that the program starts end with it, and the terminal's Ctrl-C doesn't reach it.
        options.createSession = true
        options.teardownSequence = [.gracefulShutDown(toProcessGroup: true, allowedDurationToNextStep: Self.grace)]
        let variables = environment.merging(Self.variables(of: alert)) { _, own in own }
        do {
            let input = try Self.file(holding: alert.json() + "\n")
            let result = try await Subprocess.run(
                .path(FilePath(path)), arguments: Arguments(arguments),
                environment: .custom(
                    Dictionary(
                        uniqueKeysWithValues: variables.map { (Environment.Key(stringLiteral: $0.key), $0.value) })),
                platformOptions: options, input: .fileDescriptor(input, closeAfterSpawningProcess: true),
                output: .discarded, error: .currentStandardError
            ) { group.leader = $0.processIdentifier.value }
            return Task.isCancelled ? .stopped : .ended(result.terminationStatus)
        } catch let error as SubprocessError {
            return Task.isCancelled ? .stopped : .notStarted("\(error)")
        } catch {
            return Task.isCancelled ? .stopped : .notStarted(systemReason(of: error))
        }
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

    /// Returns a file without a name that begins with `text`. Not a pipe: a program that doesn't read would block us or, where
    /// it has ended, kill us.
    private static func file(holding text: String) throws -> FileDescriptor {
        let place = FileManager.default.temporaryDirectory.appending(path: "facemask-alert-\(UUID().uuidString)")
        try Data(text.utf8).write(to: place, options: .withoutOverwriting)
        defer { try? FileManager.default.removeItem(at: place) }
        return try FileDescriptor.open(FilePath(place.path(percentEncoded: false)), .readOnly, options: .closeOnExec)
    }
}

/// The processes of one program, in a session that the program leads.
private final class ProcessGroup: Sendable {
    private let identifier = Atomic<Int32>(0)

    var leader: Int32 {
        get { identifier.load(ordering: .relaxed) }
        set { identifier.store(newValue, ordering: .relaxed) }
    }

    /// Kills whatever outlived the program: those who ignored the request to end.
    func kill() {
        let leader = leader
        if leader > 1 { _ = Glibc.kill(-leader, SIGKILL) }
    }
}
