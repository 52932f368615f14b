internal import FaceMaskCore
internal import Foundation

/// The paths on standard input, which the source `-` stands for.
///
/// Each ends with a line break, or with a NUL if the input holds one (`find -print0`): then names may hold line breaks.
package enum StandardInputPaths {
    static let name = "-"

    /// The maximum input: enough for a million paths of ordinary length; larger inputs are devices or not lists.
    static let byteLimit = 256 << 20
    private static let pieceLength = 1 << 16
    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    static func read() throws -> [String] {
        let paths = try paths(in: try bytes())
        guard !paths.isEmpty else {
            throw Failure(.noInput, "Standard input names no picture; write one path per line.")
        }
        return paths
    }

    static func paths(in bytes: [UInt8]) throws -> [String] {
        let content = bytes.starts(with: byteOrderMark) ? bytes.dropFirst(byteOrderMark.count) : bytes[...]
        guard let text = String(validating: content, as: UTF8.self) else {
            throw Failure(
                .badData,
                "Standard input is not a list of paths in UTF-8; for a picture, give its path instead of its "
                    + "content.")
        }
        let separator: UInt8 = content.contains(0) ? 0 : UInt8(ascii: "\n")
        return text.utf8.split(separator: separator).compactMap { line in
            let isFromWindows = separator != 0 && line.last == UInt8(ascii: "\r")
            let path = String(Substring(isFromWindows ? line.dropLast() : line))
            return path.isEmpty ? nil : path
        }
    }

    private static func bytes() throws -> [UInt8] {
        var all: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: pieceLength)
        while true {
            let count = unsafe Foundation.read(STDIN_FILENO, &piece, piece.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else {
                let reason = errno == EBADF ? "it is closed" : systemReason(errno)
                throw Failure(.noInput, "Paths can't be read from standard input: \(reason); pipe a list into '-'.")
            }
            guard count > 0 else { return all }
            all += piece[..<count]
            guard all.count <= byteLimit else {
                throw Failure(
                    .badData, "Standard input is not a list of paths: it has more than \(byteLimit >> 20) MiB.")
            }
        }
    }
}
