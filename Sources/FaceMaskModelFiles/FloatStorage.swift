/// The number format in a file.
package enum FloatStorage: String, CaseIterable, Sendable {
    case float32 = "F32"
    /// Half the size, with 11 significant bits; up to 65,504.
    case float16 = "F16"

    /// The number of bytes of a number.
    var byteCount: Int { self == .float32 ? 4 : 2 }

    /// Returns the little-endian bytes of `values`, each rounded to the nearest number that can be stored.
    ///
    /// A finite value that would become infinite is refused: weights that large indicate that training failed, and
    /// clamping them would silently change the network. Infinities and NaN are stored unchanged.
    func bytes(of values: [Float], named name: String) throws(ModelFileError) -> [UInt8] {
        // Closures, since a key path of two steps is followed anew for each of millions of numbers.
        switch self {
        case .float32:
            return unsafe values.map { $0.bitPattern.littleEndian }.withUnsafeBytes { unsafe [UInt8]($0) }
        case .float16:
            let halves = values.map(Float16.init)
            if let index = halves.indices.first(where: { halves[$0].isInfinite && values[$0].isFinite }) {
                let largest = Float16.greatestFiniteMagnitude
                throw ModelFileError(
                    .unwritable, name, "\(values[index]) is beyond fp16, which ends at \(largest); store it as fp32")
            }
            return unsafe halves.map { $0.bitPattern.littleEndian }.withUnsafeBytes { unsafe [UInt8]($0) }
        }
    }
}
