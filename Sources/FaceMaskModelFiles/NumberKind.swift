/// The kinds of numbers in safetensors files, by the format's names.
enum NumberKind: String {
    case boolean = "BOOL"
    case uint8 = "U8"
    case int8 = "I8"
    case float8E5M2 = "F8_E5M2"
    case float8E4M3 = "F8_E4M3"
    case int16 = "I16"
    case uint16 = "U16"
    case float16 = "F16"
    case bfloat16 = "BF16"
    case int32 = "I32"
    case uint32 = "U32"
    case float32 = "F32"
    case int64 = "I64"
    case uint64 = "U64"
    case float64 = "F64"

    /// The number of bytes of a number.
    var byteCount: Int {
        switch self {
        case .boolean, .uint8, .int8, .float8E5M2, .float8E4M3: 1
        case .int16, .uint16, .float16, .bfloat16: 2
        case .int32, .uint32, .float32: 4
        case .int64, .uint64, .float64: 8
        }
    }

    /// Returns the numbers in `range` of `bytes`, whose length is a multiple of `byteCount`; `nil` for kinds other than
    /// floating-point with at least 16 bits. Numbers of 64 bits are rounded.
    func floats(in bytes: [UInt8], range: Range<Int>) -> [Float]? {
        switch self {
        case .float16:
            words(UInt16.self, in: bytes, range: range).map { Float(Float16(bitPattern: $0)) }
        case .bfloat16:
            // The upper half of a 32-bit number.
            words(UInt16.self, in: bytes, range: range).map { Float(bitPattern: UInt32($0) << 16) }
        case .float32:
            words(UInt32.self, in: bytes, range: range).map(Float.init(bitPattern:))
        case .float64:
            words(UInt64.self, in: bytes, range: range).map { Float(Double(bitPattern: $0)) }
        default: nil
        }
    }

    /// Returns little-endian integers at any alignment.
    private func words<Word: FixedWidthInteger & BitwiseCopyable>(
        _ type: Word.Type, in bytes: [UInt8], range: Range<Int>
    ) -> [Word] {
        let size = MemoryLayout<Word>.size
        return unsafe bytes[range].withUnsafeBytes { raw in
            (0..<raw.count / size).map { index in
                Word(littleEndian: unsafe raw.loadUnaligned(fromByteOffset: index * size, as: type))
            }
        }
    }
}
