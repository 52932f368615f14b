#if Training
import Foundation
import Testing

/// Numbers within ±1 without a pattern that a mistake could hide behind; `phase` makes another series.
func wave(_ count: Int, phase: Double = 0) -> [Float] {
    (0..<count).map { Float(sin(Double($0) * 1.7 + phase)) }
}

/// Expects two series to agree within `tolerance`.
func expectClose(
    _ values: [Float], _ expected: [Double], within tolerance: Double = 1e-5, _ what: String = "",
    sourceLocation: SourceLocation = #_sourceLocation
) {
    #expect(values.count == expected.count, "\(what)", sourceLocation: sourceLocation)
    let far = zip(values, expected).map { abs(Double($0) - $1) }.max() ?? 0
    #expect(far <= tolerance, "\(what): \(values) is not \(expected)", sourceLocation: sourceLocation)
}

func product(_ shape: [Int]) -> Int { shape.reduce(1, *) }
#endif
