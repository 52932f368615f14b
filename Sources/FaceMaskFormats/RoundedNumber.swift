internal import Foundation

/// A number rounded for programs; `null` in JSON if it isn't finite, because JSON has no NaN.
///
/// A hundredth of a pixel and a hundredth of a percent are finer than any measurement, and a tenth of a millisecond is
/// finer than any video's clock: more digits would only take space.
package struct RoundedNumber: Encodable, Hashable, Sendable {
    /// `nil` if not finite.
    package let value: Double?

    private init(_ value: some BinaryFloatingPoint, decimals: Int) {
        let factor = pow(10, Double(decimals))
        let value = Double(value)
        self.value = value.isFinite ? (value * factor).rounded() / factor : nil
    }

    /// A length, rounded to a hundredth of a pixel.
    package static func pixels(_ value: some BinaryFloatingPoint) -> Self { Self(value, decimals: 2) }
    /// A score, probability or ratio, rounded to a ten-thousandth.
    package static func share(_ value: some BinaryFloatingPoint) -> Self { Self(value, decimals: 4) }
    /// A time, rounded to a tenth of a millisecond.
    package static func seconds(_ value: some BinaryFloatingPoint) -> Self { Self(value, decimals: 4) }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if let value { try container.encode(value) } else { try container.encodeNil() }
    }

    /// The number as text; empty if not finite.
    package var text: String { value.map { "\($0)" } ?? "" }
}
