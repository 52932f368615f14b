internal import FaceMaskCFFmpeg
public import Foundation

/// SHA-256 (FIPS 180-4), by libavutil.
public enum SHA256 {
    private static let bits: Int32 = 256

    /// The hash of `data` as 64 hexadecimal digits in lower case.
    public static func hexadecimal(of data: Data) -> String {
        guard let state = av_sha_alloc() else { preconditionFailure("there is memory for 100 bytes") }
        defer { av_free(UnsafeMutableRawPointer(state)) }
        av_sha_init(state, bits)
        data.withUnsafeBytes { bytes in
            av_sha_update(state, bytes.bindMemory(to: UInt8.self).baseAddress, bytes.count)
        }
        var digest = [UInt8](repeating: 0, count: Int(bits) / 8)
        av_sha_final(state, &digest)
        return digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
