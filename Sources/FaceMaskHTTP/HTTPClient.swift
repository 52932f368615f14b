internal import FaceMaskCCurl
internal import Foundation
internal import Synchronization

/// Sends bytes to a server by HTTP, with libcurl.
package enum HTTPClient {
    /// The reason why no answer came, in libcurl's words, which don't contain the address.
    package struct RequestError: Error, Hashable, Sendable {
        /// A clause, such as `Couldn't connect to server`.
        package var reason: String
    }

    /// libcurl's version, such as `7.88.1`.
    ///
    /// - Throws: `RequestError` when libcurl can't be loaded.
    package static var version: String {
        get throws(RequestError) {
            var fault: UnsafePointer<CChar>?
            guard let version = facemask_curl_version(&fault) else {
                throw RequestError(reason: fault.map { String(cString: $0) } ?? "no reason is known")
            }
            return String(cString: version)
        }
    }

    /// Posts `body` to `address`, an http or https address, and returns the status code of the response. Redirections
    /// are not followed.
    ///
    /// There is no time limit. In a cancelled task it throws immediately, and the connection is closed within a second.
    ///
    /// - Throws: `RequestError`; `CancellationError` when the task is cancelled.
    package static func send(_ body: [UInt8], to address: String, headers: [String: String]) async throws -> Int {
        let exchange = Exchange()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                exchange.begin(continuation)
                let lines = headers.map { "\($0.key): \($0.value)" }.sorted()
                // Waiting for a server blocks the thread, which must not be one of the few that tasks share.
                Thread.detachNewThread { exchange.end(with: perform(body, address, lines, exchange)) }
            }
        } onCancel: {
            exchange.end(with: .failure(CancellationError()))
        }
    }

    /// The single result that the waiting task gets: the first one.
    private final class Exchange: Sendable {
        private enum State {
            case new
            case waiting(CheckedContinuation<Int, any Error>)
            case over(Result<Int, any Error>)
        }

        private let state = Mutex(State.new)

        var isOver: Bool { state.withLock { if case .over = $0 { true } else { false } } }

        func begin(_ continuation: CheckedContinuation<Int, any Error>) {
            let result = state.withLock { state -> Result<Int, any Error>? in
                if case .over(let result) = state { return result }
                state = .waiting(continuation)
                return nil
            }
            if let result { continuation.resume(with: result) }
        }

        func end(with result: Result<Int, any Error>) {
            let waiting = state.withLock { state -> CheckedContinuation<Int, any Error>? in
                if case .over = state { return nil }
                defer { state = .over(result) }
                if case .waiting(let continuation) = state { return continuation }
                return nil
            }
            waiting?.resume(with: result)
        }
    }

    private static func perform(
        _ body: [UInt8], _ address: String, _ lines: [String], _ exchange: Exchange
    ) -> Result<Int, any Error> {
        var reason = [CChar](repeating: 0, count: 256)
        let copies = lines.map { strdup($0) }
        defer { for copy in copies { free(copy) } }
        let status = withExtendedLifetime(exchange) {
            facemask_post(
                address, copies.map { UnsafePointer($0) } + [nil], body, body.count,
                { context in
                    guard let context else { return 1 }
                    return Unmanaged<Exchange>.fromOpaque(context).takeUnretainedValue().isOver ? 0 : 1
                }, Unmanaged.passUnretained(exchange).toOpaque(), &reason, reason.count)
        }
        guard status >= 0 else {
            let words = String(decoding: reason.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            return .failure(RequestError(reason: words))
        }
        return .success(status)
    }
}
