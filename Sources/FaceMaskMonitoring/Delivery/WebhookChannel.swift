internal import FaceMaskCore
internal import FaceMaskEvents
internal import FaceMaskSinks
internal import Foundation

/// A server that takes alerts as JSON by HTTP POST.
struct WebhookChannel: AlertChannel {
    let address: SecretAddress
    let environment: [String: String]
    let transport: RetryingTransport

    static func make(
        for action: AlertAction, _ settings: DeliverySettings, _ dependencies: AlertDelivery.Dependencies
    ) -> (any AlertChannel)? {
        guard case .post(let address) = action else { return nil }
        return WebhookChannel(
            address: address, environment: dependencies.environment,
            transport: RetryingTransport(settings: settings, clock: dependencies.clock))
    }

    /// Posts an alert, and again while the server can't be reached or says that it is busy.
    func send(_ alert: Alert) async throws(MonitoringError) {
        func fault(_ reason: String) -> MonitoringError { MonitoringError(.webhookFailed, alert.rule.name, reason) }
        let text: String
        do { text = try address.expanded(with: environment) } catch {
            throw fault("its address needs the environment variable \(error.name), which is not set; set it")
        }
        guard let url = URL(string: text), ["http", "https"].contains(url.scheme?.lowercased()), url.host() != nil,
            let json = try? alert.json()
        else {
            throw fault("the address of its rule is not valid; check the variables in it")
        }
        let body = Array(json.utf8)
        do throws(RetryingTransport.Failure) {
            try await transport.deliver(to: "\(address)") {
                await RetryingTransport.post(body, to: url.absoluteString, type: "application/json")
            }
        } catch {
            throw fault(error.reason)
        }
    }
}
