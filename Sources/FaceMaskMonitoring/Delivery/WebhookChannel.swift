internal import FaceMaskCore
internal import FaceMaskEvents
internal import FaceMaskHTTP
internal import FaceMaskSinks
internal import Foundation

/// A server that takes alerts as JSON by HTTP POST.
struct WebhookChannel: AlertChannel {
    let address: SecretAddress
    let environment: [String: String]
    let settings: DeliverySettings
    let clock: any Clock<Duration>

    /// What came of one attempt.
    private enum Outcome: Sendable {
        case taken
        case refused(String)
        /// Worth another attempt.
        case missed(String)
    }

    static func make(
        for action: AlertAction, _ settings: DeliverySettings, _ dependencies: AlertDelivery.Dependencies
    ) -> (any AlertChannel)? {
        guard case .post(let address) = action else { return nil }
        return WebhookChannel(
            address: address, environment: dependencies.environment, settings: settings, clock: dependencies.clock)
    }

    /// Posts an alert, and again while the server can't be reached or says that it is busy.
    func send(_ alert: Alert) async throws(MonitoringError) {
        func fault(_ reason: String) -> MonitoringError { MonitoringError(.webhookFailed, alert.rule.name, reason) }
        let text: String
        do { text = try address.expanded(with: environment) } catch {
            throw fault("its address needs the environment variable \(error.name), which is not set; set it")
        }
        guard let request = Self.request(text, alert) else {
            throw fault("the address of its rule is not valid; check the variables in it")
        }
        var reason = ""
        for attempt in 1...max(settings.attempts, 1) {
            switch await outcome(of: request) {
            case .taken: return
            case .refused(let cause): throw fault("\(address) \(cause); check the address and what it expects")
            case .missed(let cause): reason = cause
            }
            guard attempt < settings.attempts else { break }
            do { try await clock.sleep(for: settings.wait(after: attempt)) } catch {
                throw fault("\(address) \(reason), and the program ended before the next attempt")
            }
        }
        throw fault("\(address) \(reason), \(settings.attempts) times; see whether the server runs")
    }

    private struct Request: Sendable {
        let address: String
        let body: [UInt8]
    }

    private static func request(_ text: String, _ alert: Alert) -> Request? {
        guard let url = URL(string: text), ["http", "https"].contains(url.scheme?.lowercased()), url.host() != nil,
            let json = try? alert.json()
        else { return nil }
        return Request(address: url.absoluteString, body: Array(json.utf8))
    }

    /// One attempt, given up when the server takes too long.
    private func outcome(of request: Request) async -> Outcome {
        await withTaskGroup(of: Outcome.self) { group in
            group.addTask { await Self.send(request) }
            group.addTask { [clock, settings] in
                // Woken early only when there is nothing left to wait for.
                try? await clock.sleep(for: settings.answerLimit)
                return .missed("did not answer within \(settings.answerLimit)")
            }
            let outcome = await group.next() ?? .missed("was not asked")
            group.cancelAll()
            return outcome
        }
    }

    private static func send(_ request: Request) async -> Outcome {
        do {
            let status = try await HTTPClient.send(
                request.body, to: request.address,
                headers: ["Content-Type": "application/json", "User-Agent": "facemask"])
            // Those two, and faults of the server itself, may pass (RFC 9110, 15.5.9 and 15.6; RFC 6585, 4). An answer that
            // points elsewhere is the answer: a POST that is redirected may arrive as something else, or at somebody else's.
            return switch status {
            case 200..<300: .taken
            case 408, 429, 500..<600: .missed("answered \(status)")
            default: .refused("answered \(status)")
            }
        } catch let error as HTTPClient.RequestError {
            return .missed("could not be reached (\(error.reason))")
        } catch {
            return .missed("was given up")
        }
    }
}
