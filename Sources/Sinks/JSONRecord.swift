internal import Foundation

/// An object that other programs read: the keys are stable, docs/output.md describes them.
protocol JSONRecord: Encodable {}

extension JSONRecord {
    /// One line of JSON, keys in alphabetical order.
    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
}

/// A number rounded for output, `null` when it is not a finite one: JSON has no NaN.
struct RoundedNumber: Encodable {
    let value: Double?

    static func pixels(_ value: Float) -> Self { Self(value: rounded(value, decimals: pixelDecimals)) }
    static func share(_ value: Float) -> Self { Self(value: rounded(value, decimals: shareDecimals)) }
    static func seconds(_ value: Double) -> Self { Self(value: rounded(value, decimals: secondDecimals)) }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if let value { try container.encode(value) } else { try container.encodeNil() }
    }
}

/// A hundredth of a pixel and a hundredth of a percent are finer than anything measured, a tenth of a millisecond is
/// finer than any clock of a video; more digits only cost room.
let pixelDecimals = 2
let shareDecimals = 4
let secondDecimals = 4

/// `nil` for what is not a finite number.
func rounded(_ value: some BinaryFloatingPoint, decimals: Int) -> Double? {
    let factor = pow(10, Double(decimals))
    let value = Double(value)
    return value.isFinite ? (value * factor).rounded() / factor : nil
}
