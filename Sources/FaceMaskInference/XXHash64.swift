/// XXH64, Yann Collet's checksum (github.com/Cyan4973/xxHash, doc/xxhash_spec.md), with seed 0. It detects changed bytes
/// at gigabytes per second, but not deliberately constructed collisions.
enum XXHash64 {
    private static let prime1: UInt64 = 0x9E37_79B1_85EB_CA87
    private static let prime2: UInt64 = 0xC2B2_AE3D_27D4_EB4F
    private static let prime3: UInt64 = 0x1656_67B1_9E37_79F9
    private static let prime4: UInt64 = 0x85EB_CA77_C2B2_AE63
    private static let prime5: UInt64 = 0x27D4_EB2F_1656_67C5
    /// The number of bytes in a step: four numbers of eight bytes.
    private static let stripe = 32

    /// Returns the checksum of `bytes`.
    static func sum(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        var position = 0
        func word<Word: FixedWidthInteger & BitwiseCopyable>(_ offset: Int, as type: Word.Type) -> UInt64 {
            UInt64(truncatingIfNeeded: Word(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: type)))
        }
        var sum = prime5
        if bytes.count >= stripe {
            var (a, b, c, d) = (prime1 &+ prime2, prime2, UInt64(0), 0 &- prime1)
            while position <= bytes.count - stripe {
                a = round(a, word(position, as: UInt64.self))
                b = round(b, word(position + 8, as: UInt64.self))
                c = round(c, word(position + 16, as: UInt64.self))
                d = round(d, word(position + 24, as: UInt64.self))
                position += stripe
            }
            sum = rotated(a, 1) &+ rotated(b, 7) &+ rotated(c, 12) &+ rotated(d, 18)
            for lane in [a, b, c, d] { sum = (sum ^ round(0, lane)) &* prime1 &+ prime4 }
        }
        sum &+= UInt64(bytes.count)
        while position <= bytes.count - 8 {
            sum = rotated(sum ^ round(0, word(position, as: UInt64.self)), 27) &* prime1 &+ prime4
            position += 8
        }
        if position <= bytes.count - 4 {
            sum = rotated(sum ^ (word(position, as: UInt32.self) &* prime1), 23) &* prime2 &+ prime3
            position += 4
        }
        for byte in bytes[position...] { sum = rotated(sum ^ (UInt64(byte) &* prime5), 11) &* prime1 }
        return avalanche(sum)
    }

    private static func round(_ lane: UInt64, _ word: UInt64) -> UInt64 {
        rotated(lane &+ word &* prime2, 31) &* prime1
    }

    private static func rotated(_ value: UInt64, _ bits: UInt64) -> UInt64 { value &<< bits | value &>> (64 - bits) }

    private static func avalanche(_ sum: UInt64) -> UInt64 {
        var sum = (sum ^ sum &>> 33) &* prime2
        sum = (sum ^ sum &>> 29) &* prime3
        return sum ^ sum &>> 32
    }
}
