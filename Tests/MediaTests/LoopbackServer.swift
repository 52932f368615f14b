import Foundation
import Glibc
import Synchronization

/// A server on this machine that treats everyone who connects in one way.
final class LoopbackServer: Sendable {
    enum Manner: Sendable {
        /// Says nothing and keeps the connection.
        case silence
        case hangUp
        /// Says this at once, then hangs up.
        case say([UInt8])
        /// Says this at once, and nothing more.
        case sayAndHang([UInt8])
        /// Waits for a request's end, sends this and hangs up.
        case answer([UInt8])
    }

    let port: UInt16
    private let listener: Int32
    private let guests = Mutex<[Int32]>([])
    private let arrivals: AsyncStream<Void>
    private let arrival: AsyncStream<Void>.Continuation

    init(_ manner: Manner) throws {
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let (listener, length) = (self.listener, size)
        let status = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(listener, address, length) + listen(listener, 8) + getsockname(listener, address, &size)
            }
        }
        guard status == 0 else { throw POSIXError(.EADDRNOTAVAIL) }
        port = UInt16(bigEndian: address.sin_port)
        (arrivals, arrival) = AsyncStream.makeStream()
        Thread.detachNewThread { [weak self] in
            while true {
                let guest = accept(listener, nil, nil)
                guard guest >= 0, let self else { return }
                self.receive(guest, manner)
            }
        }
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
        for guest in guests.withLock({ $0 }) { close(guest) }
    }

    /// Waits until somebody connects.
    func someoneConnects() async { for await _ in arrivals { return } }

    private func receive(_ guest: Int32, _ manner: Manner) {
        arrival.yield()
        switch manner {
        case .silence: guests.withLock { $0.append(guest) }
        case .hangUp: close(guest)
        case .say(let bytes):
            send(bytes, to: guest)
            close(guest)
        case .sayAndHang(let bytes):
            send(bytes, to: guest)
            guests.withLock { $0.append(guest) }
        case .answer(let bytes):
            var request: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: 1024)
            while request.firstRange(of: Array("\r\n\r\n".utf8)) == nil {
                let count = recv(guest, &buffer, buffer.count, 0)
                guard count > 0 else { break }
                request += buffer[..<count]
            }
            send(bytes, to: guest)
            close(guest)
        }
    }

    private func send(_ bytes: [UInt8], to guest: Int32) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.send(guest, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    static func http(_ status: String, type: String = "video/x-yuv4mpeg", _ body: [UInt8] = []) -> Manner {
        let header = "HTTP/1.1 \(status)\r\nContent-Type: \(type)\r\nContent-Length: \(body.count)\r\n"
        return .answer(Array((header + "Accept-Ranges: none\r\nConnection: close\r\n\r\n").utf8) + body)
    }
}
