internal import FaceMaskHTTP

/// Carries something to a server, and again while that can't be reached or is busy. For every channel whose messages go
/// over a network.
struct RetryingTransport: Sendable {
    /// What came of one attempt. The reasons follow the server's name.
    enum Outcome: Sendable {
        case taken
        case refused(String)
        /// Worth another attempt.
        case missed(String)
    }

    /// Why something didn't arrive, and what to do: clauses that begin with the server's name.
    struct Failure: Error {
        let reason: String
    }

    let settings: DeliverySettings
    let clock: any Clock<Duration>

    /// Makes attempts, up to `settings.attempts`, with growing waits between them, until one is taken or refused. An attempt
    /// that takes too long is cancelled and counts as missed.
    ///
    /// - Parameters:
    ///   - server: The server's name in errors; it must hold no secret.
    ///   - attempt: One attempt.
    /// - Throws: `Failure` if no attempt was taken.
    func deliver(
        to server: String, _ attempt: @escaping @Sendable () async -> Outcome
    ) async throws(Failure) {
        var reason = ""
        for number in 1...max(settings.attempts, 1) {
            switch await outcome(of: attempt) {
            case .taken: return
            case .refused(let cause):
                throw Failure(reason: "\(server) \(cause); check the address and what it expects")
            case .missed(let cause): reason = cause
            }
            guard number < settings.attempts else { break }
            do { try await clock.sleep(for: settings.wait(after: number)) } catch {
                throw Failure(reason: "\(server) \(reason), and the program ended before the next attempt")
            }
        }
        throw Failure(reason: "\(server) \(reason), \(settings.attempts) times; see whether the server runs")
    }

    /// One attempt, given up when the server takes too long.
    private func outcome(of attempt: @escaping @Sendable () async -> Outcome) async -> Outcome {
        await withTaskGroup(of: Outcome.self) { group in
            group.addTask { await attempt() }
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

    /// Posts bytes of a media type to an http or https address once.
    static func post(_ body: [UInt8], to address: String, type: String) async -> Outcome {
        do {
            let status = try await HTTPClient.send(
                body, to: address, headers: ["Content-Type": type, "User-Agent": "facemask"])
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
