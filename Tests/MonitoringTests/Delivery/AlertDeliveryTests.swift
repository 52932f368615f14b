import FaceMaskCore
import FaceMaskEvents
import FaceMaskMonitoring
import FaceMaskSinks
import Foundation
import Synchronization
import TestSupport
import Testing

/// The messages, and the number of bells.
private final class Notes: Sendable {
    private let state = Mutex((sentences: [String](), bells: 0))
    var sentences: [String] { state.withLock { $0.sentences } }
    var bells: Int { state.withLock { $0.bells } }

    func dependencies(
        clock: any Clock<Duration> = StoppedClock(), environment: [String: String] = [:]
    ) -> AlertDelivery.Dependencies {
        let path = ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/bin"]
        return AlertDelivery.Dependencies(
            environment: path.merging(environment) { $1 }, clock: clock,
            bell: { self.state.withLock { $0.bells += 1 } },
            report: { sentence in self.state.withLock { $0.sentences.append(sentence) } })
    }
}

private func rules(_ actions: [AlertAction]) throws -> [String: [AlertRule]] {
    let condition = try AlertCondition(parsing: "without>=1")
    return ["cam": [try AlertRule(name: "door", condition: condition, zone: nil, actions: actions)]]
}

private func alert(_ actions: [AlertAction], time: Double = 3) throws -> Alert {
    var monitor = try AlertMonitor(rules: rules(actions)["cam"] ?? [], source: "cam")
    return try #require(monitor.alerts(after: [.of(7, .notWorn)], at: time, width: 100, height: 100).first)
}

private func hook(_ port: UInt16, path: String = "hook") throws -> AlertAction {
    .post(SecretAddress("http://user:hunter2@127.0.0.1:\(port)/\(path)"))
}

/// Submits one alert, and waits for all that it sets off.
private func deliver(
    _ action: AlertAction, _ dependencies: AlertDelivery.Dependencies, settings: DeliverySettings = DeliverySettings()
) async throws -> AlertDelivery.Statistics {
    let alert = try alert([action])
    let delivery = AlertDelivery(rules: try rules([action]), settings: settings, dependencies: dependencies)
    await delivery.submit(alert)
    await delivery.finish()
    await delivery.run()
    return await delivery.statistics
}

private struct Exchange: CustomTestStringConvertible, Sendable {
    let reason: String
    let answers: [LoopbackServer.Answer]
    var waits: [Int] = []
    var sentence: String?
    var testDescription: String { reason }
}

private let busy = LoopbackServer.Answer.status(503)

@Suite struct WebhookTests {
    @Test(arguments: [
        Exchange(reason: "taken", answers: [.status(200)]),
        Exchange(reason: "taken without content", answers: [.status(204)]),
        Exchange(reason: "busy, then taken", answers: [busy, .status(429), .status(200)], waits: [1, 2]),
        Exchange(reason: "slow, then taken", answers: [.status(408), .status(200)], waits: [1]),
        Exchange(reason: "hangs up, then takes", answers: [.hangUp, .status(200)], waits: [1]),
        Exchange(
            reason: "refused: not asked again", answers: [.status(404), .status(200)],
            sentence: "answered 404; check the address and what it expects"),
        Exchange(
            reason: "points elsewhere: not followed",
            answers: [.status(307, headers: "Location: /other\r\n"), .status(200)],
            sentence: "answered 307; check the address and what it expects"),
        Exchange(
            reason: "always busy: waits grow up to the longest", answers: Array(repeating: busy, count: 7),
            waits: [1, 2, 4, 4, 4], sentence: "answered 503, 6 times; see whether the server runs"),
    ])
    fileprivate func responsesDecide(exchange: Exchange) async throws {
        let server = try LoopbackServer(answers: exchange.answers)
        defer { server.stop() }
        let notes = Notes()
        var settings = DeliverySettings()
        settings.longestWait = .seconds(4)
        let clock = ScriptedClock(endless: settings.answerLimit)
        let statistics = try await deliver(try hook(server.port), notes.dependencies(clock: clock), settings: settings)
        #expect(statistics.delivered == (exchange.sentence == nil ? 1 : 0))
        #expect(statistics.failed == (exchange.sentence == nil ? 0 : 1))
        #expect(clock.waits == exchange.waits.map { .seconds($0) })
        #expect(server.requests.count == exchange.waits.count + 1)
        let start = "The alert 'door' could not be posted because http://127.0.0.1:\(server.port)/… "
        #expect(notes.sentences == (exchange.sentence.map { [start + $0 + "."] } ?? []))
    }

    @Test func requestCarriesTheAlert() async throws {
        let server = try LoopbackServer(answers: [.status(200)])
        defer { server.stop() }
        let environment = ["TOKEN": "a/b é"]
        let action = try hook(server.port, path: "x?t=${TOKEN}")
        let clock = ScriptedClock(endless: DeliverySettings().answerLimit)
        let statistics = try await deliver(action, Notes().dependencies(clock: clock, environment: environment))
        #expect(statistics.delivered == 1)
        let request = try #require(server.requests.first)
        #expect(request.hasPrefix("POST /x?t=a%2Fb%20%C3%A9 HTTP/1.1\r\n"))
        #expect(request.contains(/(?i)content-type: application\/json/))
        #expect(request.hasSuffix("\r\n\r\n" + (try alert([action]).json())))
    }

    @Test func aSilentServerTimesOut() async throws {
        let server = try LoopbackServer(answers: Array(repeating: .silence, count: 3))
        defer { server.stop() }
        let notes = Notes()
        var settings = DeliverySettings()
        settings.attempts = 3
        let statistics = try await deliver(
            try hook(server.port), notes.dependencies(clock: ScriptedClock()), settings: settings)
        #expect(statistics.failed == 1)
        #expect(notes.sentences.count == 1)
        #expect(notes.sentences.first?.contains("did not answer within 10.0 seconds, 3 times") == true)
    }

    @Test func aDeadServerIsGivenUpWithoutRevealingSecrets() async throws {
        let server = try LoopbackServer(answers: [])
        server.stop()
        let notes = Notes()
        let clock = ScriptedClock(endless: DeliverySettings().answerLimit)
        let statistics = try await deliver(try hook(server.port), notes.dependencies(clock: clock))
        #expect(statistics.failed == 1)
        #expect(notes.sentences.count == 1)
        #expect(notes.sentences.allSatisfy { !$0.contains("hunter2") && !$0.contains("hook") && !$0.contains("user") })
    }

    @Test func missingVariableIsNamed() async throws {
        let notes = Notes()
        let action = try #require(AlertAction.post(parsing: "${NO_SUCH_HOOK}"))
        #expect(try await deliver(action, notes.dependencies()).failed == 1)
        #expect(
            notes.sentences == [
                "The alert 'door' could not be posted because its address needs the environment variable "
                    + "NO_SUCH_HOOK, which is not set; set it."
            ])
    }
}

@Suite struct AlertCommandTests {
    @Test func commandsGetTheAlertOnInputAndInTheEnvironment() async throws {
        let folder = try TemporaryFolder()
        let script = "cat > \"$1\"; printf '%s|' \"$FACEMASK_ALERT\" \"$FACEMASK_SOURCE\" \"$FACEMASK_COUNT\" >> \"$1\""
        let file = folder.url.appending(path: "it's $(here)").path
        let action = AlertAction.command(program: "sh", arguments: ["-c", script, "sh", file])
        #expect(try await deliver(action, Notes().dependencies()).delivered == 1)
        let text = try String(contentsOfFile: file, encoding: .utf8)
        #expect(text == (try alert([action]).json()) + "\ndoor|cam|1|")
    }

    @Test(arguments: [
        ("sh", ["-c", "exit 3"], "'sh' ended with exit code 3"),
        ("sh", ["-c", "kill -KILL $$"], "'sh' ended with signal 9"),
        ("no-such-program", [], "there is no program 'no-such-program' that may be run; check its name and the PATH"),
        ("/tmp", [], "there is no program '/tmp' that may be run; check its name and the PATH"),
        ("/etc/passwd", [], "there is no program '/etc/passwd' that may be run; check its name and the PATH"),
    ])
    func failuresAreReported(program: String, arguments: [String], sentence: String) async throws {
        let notes = Notes()
        let action = AlertAction.command(program: program, arguments: arguments)
        #expect(try await deliver(action, notes.dependencies()).failed == 1)
        #expect(notes.sentences == ["The command of the alert 'door' failed because \(sentence)."])
    }

    @Test func commandsNeedNotReadTheirInput() async throws {
        #expect(try await deliver(.command(program: "true", arguments: []), Notes().dependencies()).delivered == 1)
    }

    /// The wait for it is over at once on this clock.
    @Test func slowCommandIsKilled() async throws {
        let notes = Notes()
        let action = AlertAction.command(program: "sleep", arguments: ["100"])
        #expect(try await deliver(action, notes.dependencies(clock: ScriptedClock())).failed == 1)
        #expect(notes.sentences.first?.contains("ran for more than 30.0 seconds and was killed") == true)
    }

    @Test func cancellingKillsACommandsChildren() async throws {
        let folder = try TemporaryFolder()
        let pipe = folder.url.appending(path: "pipe").path
        #expect(mkfifo(pipe, 0o600) == 0)
        let reader = open(pipe, O_RDONLY | O_NONBLOCK)
        defer { close(reader) }
        // Two processes have the pipe open; its reader gets the end when both have ended.
        let script = "exec 3>\"$1\"; sleep 100 & echo >&3; wait"
        let action = AlertAction.command(program: "sh", arguments: ["-c", script, "sh", pipe])
        let clock = ScriptedClock(endless: .seconds(30))
        let notes = Notes()
        let delivery = AlertDelivery(rules: try rules([action]), dependencies: notes.dependencies(clock: clock))
        await delivery.submit(try alert([action]))
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await delivery.run() }
            var byte: UInt8 = 0
            while read(reader, &byte, 1) != 1 { await Task.yield() }
            group.cancelAll()
        }
        var state = pollfd(fd: reader, events: 0, revents: 0)
        #expect(poll(&state, 1, 10_000) == 1)
        #expect(state.revents & Int16(POLLHUP) != 0)
        #expect(notes.sentences.first?.contains("was still running at the end and was killed") == true)
    }
}

@Suite struct AlertDeliveryTests {
    @Test func aFullQueueDropsTheOldestAndReportsItOnce() async throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appending(path: "times").path
        let action = AlertAction.command(
            program: "sh", arguments: ["-c", "echo $FACEMASK_TIME >> \"$1\"", "sh", file])
        let notes = Notes()
        var settings = DeliverySettings()
        settings.capacity = 2
        let delivery = AlertDelivery(
            rules: try rules([.bell, action]), settings: settings, dependencies: notes.dependencies())
        for time in 1...5 { await delivery.submit(try alert([.bell, action], time: Double(time))) }
        await delivery.finish()
        await delivery.run()
        let statistics = await delivery.statistics
        #expect(statistics.delivered == 2)
        #expect(statistics.dropped == 3)
        #expect(notes.bells == 5)
        #expect(notes.sentences.count == 1)
        #expect(try String(contentsOfFile: file, encoding: .utf8) == "4.0\n5.0\n")
    }

    @Test func aDeadServerHoldsUpNoOtherChannel() async throws {
        let server = try LoopbackServer(answers: [.silence])
        defer { server.stop() }
        let actions = [try hook(server.port), .command(program: "true", arguments: [])]
        let notes = Notes()
        // Neither the answer nor a time limit ever comes.
        let delivery = AlertDelivery(
            rules: try rules(actions), dependencies: notes.dependencies(clock: ScriptedClock(endless: .seconds(10))))
        await delivery.submit(try alert(actions))
        await delivery.finish()
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await delivery.run() }
            while await delivery.statistics.failed + delivery.statistics.delivered == 0 { await Task.yield() }
            group.cancelAll()
        }
        let statistics = await delivery.statistics
        #expect(statistics.delivered + statistics.failed == 2)
    }

    private final class RecordingChannel: AlertChannel {
        private let sent = Mutex<[Alert]>([])
        var alerts: [Alert] { sent.withLock { $0 } }
        func send(_ alert: Alert) async throws(MonitoringError) { sent.withLock { $0.append(alert) } }
    }

    @Test("A further kind of channel is an entry in the table of schemes")
    func furtherChannel() async throws {
        let channel = RecordingChannel()
        var channels = AlertChannels.standard
        channels["mqtt"] = { _, _, _ in channel }
        let action = try #require(AlertAction.post(parsing: "mqtt://broker/alerts", channels: channels))
        #expect(AlertAction.post(parsing: "mqtt://broker/alerts") == nil, "not without it")
        let delivery = AlertDelivery(
            rules: try rules([action]), channels: channels, dependencies: Notes().dependencies())
        await delivery.submit(try alert([action]))
        await delivery.finish()
        await delivery.run()
        #expect(channel.alerts == [try alert([action])])
        #expect(await delivery.statistics.delivered == 1)
    }

    @Test("A channel says that its addresses have a secret in the host's place, and messages name its scheme")
    func secretHosts() throws {
        var channels = AlertChannels.standard
        #expect(channels.addressPhrase == "http or https address")
        channels["telegram"] = { _, _, _ in nil }
        channels.schemesWithSecretHosts = ["telegram"]
        #expect(channels.addressPhrase == "http, https or telegram address")
        let action = try #require(AlertAction.post(parsing: "Telegram://hunter2/chat", channels: channels))
        #expect("\(action)" == "post Telegram://…" && action.scheme == "telegram")
        let hook = try #require(AlertAction.post(parsing: "https://host/hunter2", channels: channels))
        #expect("\(hook)" == "post https://host/…")
        #expect(AlertAction.post(parsing: "run://host") == nil, "a scheme of no address")
    }

    @Test("An action that nothing carries out is a failure that is said")
    func noChannel() async throws {
        let notes = Notes()
        let action = AlertAction.command(program: "true", arguments: [])
        let delivery = AlertDelivery(
            rules: try rules([action]), channels: AlertChannels([:]), dependencies: notes.dependencies())
        await delivery.submit(try alert([action]))
        #expect(notes.sentences == ["The alert 'door' was not delivered because nothing carries alerts to 'run true'."])
        #expect(await delivery.statistics.failed == 1)
    }

    @Test("Alerts of one name run the actions of their own rule only")
    func rulesOfOneName() async throws {
        let notes = Notes()
        let condition = try AlertCondition(parsing: "without>=1")
        let rules = try [
            AlertRule(condition: condition, actions: [.bell]), AlertRule(condition: condition, actions: []),
        ]
        var monitor = try AlertMonitor(rules: rules, source: "cam")
        let delivery = AlertDelivery(rules: ["cam": rules], dependencies: notes.dependencies())
        let alerts = monitor.alerts(after: [.of(7, .notWorn)], at: 3, width: 100, height: 100)
        for alert in alerts { await delivery.submit(alert) }
        #expect(alerts.count == 2 && notes.bells == 1)
    }
}
