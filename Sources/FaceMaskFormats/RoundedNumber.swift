internal import Foundation

/// A number rounded for programs that read it, `null` in JSON when it is not a finite one: JSON has no NaN.
///
/// A hundredth of a pixel and a hundredth of a percent are finer than anything measured, a tenth of a millisecond is
/// finer than any video's clock; more digits only cost room.
package struct RoundedNumber: Encodable, Hashable, Sendable {
    /// `nil` when not finite.
    package let value: Double?

    private init(_ value: some BinaryFloatingPoint, decimals: Int) {
        let factor = pow(10, Double(decimals))
        let value = Double(value)
        self.value = value.isFinite ? (value * factor).rounded() / factor : nil
    }

    /// To a hundredth of a pixel.
    package static func pixels(_ value: some BinaryFloatingPoint) -> Self { Self(value, decimals: 2) }
    /// Of scores and probabilities, to a ten-thousandth.
    package static func share(_ value: some BinaryFloatingPoint) -> Self { Self(value, decimals: 4) }
    /// To a tenth of a millisecond.
    package static func seconds(_ value: some BinaryFloatingPoint) -> Self { Self(value, decimals: 4) }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if let value { try container.encode(value) } else { try container.encodeNil() }
    }

    /// As text; empty when not finite.
    package var text: String { value.map { "\($0)" } ?? "" }
}
