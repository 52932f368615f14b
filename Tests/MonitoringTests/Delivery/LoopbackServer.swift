import Foundation
import Glibc
import Synchronization

/// An HTTP server on this machine that gives scripted answers, one to each connection.
final class LoopbackServer: Sendable {
    enum Answer: Sendable {
        case status(Int, headers: String = "")
        /// Accepts the request and doesn't answer until the server ends.
        case silence
        case hangUp
    }

    let port: UInt16
    private let socket: Int32
    private let received = Mutex<[String]>([])
    private let held = Mutex<[Int32]>([])

    /// Requests so far, each with its headers and body.
    var requests: [String] { received.withLock { $0 } }

    init(answers: [Answer]) throws {
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let handle = socket
        let isListening = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(handle, $0, size) == 0 && listen(handle, 16) == 0 && getsockname(handle, $0, &size) == 0
            }
        }
        guard isListening else { throw POSIXError(.EADDRNOTAVAIL) }
        port = UInt16(bigEndian: address.sin_port)
        Thread.detachNewThread { [self] in
            for answer in answers {
                let connection = accept(socket, nil, nil)
                guard connection >= 0 else { return }
                serve(connection, answer)
            }
        }
    }

    /// Closes everything; connections after this are refused.
    func stop() {
        shutdown(socket, Int32(SHUT_RDWR))
        close(socket)
        held.withLock { $0.forEach { _ = close($0) } }
    }

    private func serve(_ connection: Int32, _ answer: Answer) {
        let request = read(connection)
        received.withLock { $0.append(request) }
        switch answer {
        case .silence: held.withLock { $0.append(connection) }
        case .hangUp: close(connection)
        case .status(let status, let headers):
            let text = "HTTP/1.1 \(status) X\r\n\(headers)Content-Length: 0\r\nConnection: close\r\n\r\n"
            _ = send(connection, text, text.utf8.count, Int32(MSG_NOSIGNAL))
            close(connection)
        }
    }

    /// A complete request, by its `Content-Length`.
    private func read(_ connection: Int32) -> String {
        var text = ""
        while !Self.isComplete(text) {
            var bytes = [UInt8](repeating: 0, count: 4096)
            let count = recv(connection, &bytes, bytes.count, 0)
            guard count > 0 else { break }
            text += String(decoding: bytes[..<count], as: UTF8.self)
        }
        return text
    }

    private static func isComplete(_ text: String) -> Bool {
        guard let end = text.firstRange(of: "\r\n\r\n"),
            let length = text.firstMatch(of: /(?i)content-length: ([0-9]+)/).flatMap({ Int($0.output.1) })
        else { return false }
        return text[end.upperBound...].utf8.count >= length
    }
}
