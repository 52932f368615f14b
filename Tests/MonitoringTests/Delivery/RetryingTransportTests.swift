import Synchronization
import Testing

@testable import FaceMaskMonitoring

/// The transport is the same for every channel; `WebhookTests` has what HTTP adds.
@Suite struct RetryingTransportTests {
    private func deliver(
        _ outcomes: [RetryingTransport.Outcome], clock: ScriptedClock
    ) async throws(RetryingTransport.Failure) -> Int {
        let settings = DeliverySettings()
        let count = Mutex(0)
        let transport = RetryingTransport(settings: settings, clock: clock)
        try await transport.deliver(to: "mqtt://broker/…") {
            count.withLock { count in
                count += 1
                return outcomes[count - 1]
            }
        }
        return count.withLock { $0 }
    }

    private var clock: ScriptedClock { ScriptedClock(endless: DeliverySettings().answerLimit) }

    @Test func missedAttemptsAreMadeAgainAfterGrowingWaits() async throws {
        let clock = clock
        #expect(try await deliver([.missed("slept"), .missed("slept"), .taken], clock: clock) == 3)
        #expect(clock.waits == [.seconds(1), .seconds(2)])
    }

    @Test func aRefusalEndsIt() async {
        let error = await #expect(throws: RetryingTransport.Failure.self) {
            _ = try await deliver([.missed("slept"), .refused("said no"), .taken], clock: clock)
        }
        #expect(error?.reason == "mqtt://broker/… said no; check the address and what it expects")
    }

    @Test func itIsGivenUpAfterAllAttempts() async {
        let error = await #expect(throws: RetryingTransport.Failure.self) {
            _ = try await deliver(Array(repeating: .missed("slept"), count: 6), clock: clock)
        }
        #expect(error?.reason == "mqtt://broker/… slept, 6 times; see whether the server runs")
    }
}
