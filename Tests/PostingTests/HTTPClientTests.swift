import FaceMaskHTTP
import Foundation
import Glibc
import Testing

/// What servers answer, and how often they are asked, is in MonitoringTests.
@Suite struct HTTPClientTests {
    /// A port of this machine that accepts connections without an answer, or that is closed.
    private func port(isOpen: Bool) throws -> (descriptor: Int32, number: UInt16) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(descriptor, address, length) == 0 && getsockname(descriptor, address, &length) == 0
            }
        }
        try #require(status && (!isOpen || listen(descriptor, 8) == 0))
        return (descriptor, UInt16(bigEndian: address.sin_port))
    }

    @Test("a reason names no address", arguments: ["http", "ftp", "file"])
    func reasons(scheme: String) async throws {
        let (descriptor, number) = try port(isOpen: false)
        defer { close(descriptor) }
        do {
            _ = try await HTTPClient.send([1, 2], to: "\(scheme)://user:hunter2@127.0.0.1:\(number)/x", headers: [:])
            Issue.record("nobody is there, and only http and https are taken")
        } catch let error as HTTPClient.RequestError {
            #expect(!error.reason.isEmpty)
            #expect(!error.reason.contains("hunter2") && !error.reason.contains("\(number)"), "\(error.reason)")
        }
    }

    @Test("a cancelled task doesn't wait for the server") func cancelled() async throws {
        let (descriptor, number) = try port(isOpen: true)
        defer { close(descriptor) }
        let post = Task {
            try await HTTPClient.send(
                [1, 2], to: "http://127.0.0.1:\(number)/", headers: ["Content-Type": "text/plain"])
        }
        // The request is under way once somebody connects.
        let connection = await withCheckedContinuation { continuation in
            Thread.detachNewThread { continuation.resume(returning: accept(descriptor, nil, nil)) }
        }
        defer { close(connection) }
        post.cancel()
        await #expect(throws: CancellationError.self) { _ = try await post.value }
    }

    @Test("a task that is cancelled already posts nothing it waits for") func cancelledBefore() async throws {
        let (descriptor, number) = try port(isOpen: true)
        defer { close(descriptor) }
        let post = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await HTTPClient.send([], to: "http://127.0.0.1:\(number)/", headers: [:])
        }
        await #expect(throws: CancellationError.self) { _ = try await post.value }
    }
}
