package import Foundation

/// The hash function SHA-256 (FIPS 180-4).
///
/// Implemented here rather than taken from FFmpeg, whose libavutil loads some 80 other libraries first.
package struct SHA256 {
    private static let blockSize = 64

    private var state = State()
    /// The bytes after the last complete block.
    private var rest: [UInt8] = []
    private var byteCount: UInt64 = 0

    /// Creates the hash of an empty message.
    package init() {}

    /// Appends `data` to the message; a large message may come in pieces of any size.
    package mutating func update(_ data: Data) {
        byteCount += UInt64(data.count)
        var next = data[...]
        if !rest.isEmpty {
            let head = next.prefix(Self.blockSize - rest.count)
            rest += head
            next = next.dropFirst(head.count)
            guard rest.count == Self.blockSize else { return }
            unsafe rest.withUnsafeBytes { unsafe state.absorb($0) }
            rest = []
        }
        let whole = next.prefix(next.count / Self.blockSize * Self.blockSize)
        unsafe whole.withUnsafeBytes { unsafe state.absorb($0) }
        rest = Array(next.dropFirst(whole.count))
    }

    /// The hash of the message so far, 32 bytes.
    package var digest: [UInt8] {
        var state = state
        // A one bit, zeros and the message's length in bits complete the last block (FIPS 180-4, 5.1.1).
        var end = rest + [0x80]
        end += [UInt8](repeating: 0, count: (2 * Self.blockSize - 8 - end.count) % Self.blockSize)
        end += Self.bytes(of: byteCount << 3)
        unsafe end.withUnsafeBytes { unsafe state.absorb($0) }
        return state.words.flatMap(Self.bytes)
    }

    /// Returns the hash of `data` as 64 hexadecimal digits in lower case.
    package static func hexadecimal(of data: Data) -> String {
        var hash = SHA256()
        hash.update(data)
        return hash.digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private static func bytes(of number: some FixedWidthInteger) -> [UInt8] {
        stride(from: number.bitWidth - 8, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> $0) }
    }
}

extension SHA256 {
    /// The hash of the blocks so far. Its words are named as in FIPS 180-4.
    private struct State {
        /// The fractional parts of the square roots of the first eight primes (FIPS 180-4, 5.3.3).
        var (a, b, c, d): (UInt32, UInt32, UInt32, UInt32) = (0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a)
        var (e, f, g, h): (UInt32, UInt32, UInt32, UInt32) = (0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19)

        var words: [UInt32] { [a, b, c, d, e, f, g, h] }

        /// Absorbs `blocks`, a whole number of them.
        mutating func absorb(_ blocks: UnsafeRawBufferPointer) {
            unsafe withUnsafeTemporaryAllocation(of: UInt32.self, capacity: constants.count) { schedule in
                unsafe constants.withUnsafeBufferPointer { constants in
                    guard let start = blocks.baseAddress, let words = schedule.baseAddress,
                        let constants = constants.baseAddress
                    else { return }
                    for offset in stride(from: 0, to: blocks.count, by: blockSize) {
                        unsafe UnsafeMutableRawPointer(words).copyMemory(from: start + offset, byteCount: blockSize)
                        unsafe SHA256.expand(words)
                        unsafe absorb(words, constants)
                    }
                }
            }
        }

        /// Absorbs one block, given by the 64 words that `expand` made of it.
        private mutating func absorb(_ words: UnsafePointer<UInt32>, _ constants: UnsafePointer<UInt32>) {
            var state = self
            var index = 0
            // After eight rounds each word is back in its place, so the compiler renames words instead of moving them.
            while index < 64 {
                unsafe state.mix(words[index] &+ constants[index])
                unsafe state.mix(words[index + 1] &+ constants[index + 1])
                unsafe state.mix(words[index + 2] &+ constants[index + 2])
                unsafe state.mix(words[index + 3] &+ constants[index + 3])
                unsafe state.mix(words[index + 4] &+ constants[index + 4])
                unsafe state.mix(words[index + 5] &+ constants[index + 5])
                unsafe state.mix(words[index + 6] &+ constants[index + 6])
                unsafe state.mix(words[index + 7] &+ constants[index + 7])
                index += 8
            }
            (a, b, c, d) = (a &+ state.a, b &+ state.b, c &+ state.c, d &+ state.d)
            (e, f, g, h) = (e &+ state.e, f &+ state.f, g &+ state.g, h &+ state.h)
        }

        /// Performs one round.
        @inline(__always)
        private mutating func mix(_ word: UInt32) {
            let choice = g ^ (e & (f ^ g))
            let majority = (a & b) ^ (c & (a ^ b))
            let first = h &+ word &+ choice &+ (rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25))
            let second = majority &+ (rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22))
            (h, g, f, e) = (g, f, e, d &+ first)
            (d, c, b, a) = (c, b, a, first &+ second)
        }
    }

    /// Extends a block, 16 big-endian words, in place to the 64 words that the rounds use.
    private static func expand(_ words: UnsafeMutablePointer<UInt32>) {
        var index = 0
        while index < 16 {
            unsafe words[index] = UInt32(bigEndian: words[index])
            index += 1
        }
        while index < 64 {
            let (early, late) = unsafe (words[index - 15], words[index - 2])
            let first = rotated(early, 7) ^ rotated(early, 18) ^ (early &>> 3)
            let second = rotated(late, 17) ^ rotated(late, 19) ^ (late &>> 10)
            unsafe words[index] = words[index - 16] &+ first &+ words[index - 7] &+ second
            index += 1
        }
    }

    @inline(__always)
    private static func rotated(_ word: UInt32, _ count: UInt32) -> UInt32 {
        (word &>> count) | (word &<< (32 &- count))
    }

    /// The fractional parts of the cube roots of the first 64 primes (FIPS 180-4, 4.2.2).
    private static let constants: [UInt32] = [
        0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
        0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
        0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
        0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
        0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
        0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
        0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
        0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
    ]
}
