internal import Foundation

/// Values that can be blurred: numbers or colours.
protocol Blurrable {
    static var none: Self { get }
    mutating func add(_ other: Self, weight: Float)
    static func * (value: Self, factor: Float) -> Self
}

extension Float: Blurrable {
    static var none: Float { 0 }
    mutating func add(_ other: Float, weight: Float) { self += other * weight }
}

extension SIMD4<Float>: Blurrable {
    static var none: SIMD4<Float> { SIMD4() }
    mutating func add(_ other: SIMD4<Float>, weight: Float) { self += other * weight }
}

/// The size of a two-dimensional array of numbers, and its operations.
struct Plane {
    let width: Int
    let height: Int

    /// Returns the values blurred by a Gaussian of a standard deviation in pixels. Values beyond the edge are unknown
    /// and have no weight: things continue beyond the edge of a picture.
    func blurred<Value: Blurrable>(_ values: [Value], by deviation: Float) -> [Value] {
        guard deviation > 0.2, width > 0, height > 0 else { return values }
        let reach = Int((deviation * 2.5).rounded(.up))
        let weights = (-reach...reach).map { exp(-Float($0 * $0) / (2 * deviation * deviation)) }
        return filtered(values, weights)
    }

    /// Returns the values convolved with a kernel of odd length, across and down.
    func filtered<Value: Blurrable>(_ values: [Value], _ weights: [Float]) -> [Value] {
        let sum = weights.reduce(0, +)
        let kernel = weights.map { $0 / sum }
        return shiftedSums(shiftedSums(values, kernel, step: 1), kernel, step: width)
    }

    /// Returns the weighted sum of copies that are shifted along one axis. Whole rows are added at a time, which the
    /// compiler vectorizes.
    private func shiftedSums<Value: Blurrable>(
        _ input: [Value], _ kernel: [Float], step: Int
    ) -> [Value] {
        let reach = kernel.count / 2
        var output = [Value](repeating: .none, count: input.count)
        unsafe input.withUnsafeBufferPointer { source in
            unsafe output.withUnsafeMutableBufferPointer { target in
                for row in 0..<height {
                    // At the edge the weights of the remaining part of the kernel are normalized.
                    let share = step == 1 ? 1 : Self.share(of: kernel, at: row, of: height)
                    for offset in -reach...reach {
                        let weight = kernel[offset + reach] / share
                        let isAcross = step == 1
                        if !isAcross && !(0..<height).contains(row + offset) { continue }
                        let (first, last) = isAcross ? (max(0, -offset), min(width, width - offset)) : (0, width)
                        guard first < last else { continue }
                        let start = row * width
                        for column in first..<last {
                            unsafe target[start + column].add(source[start + column + offset * step], weight: weight)
                        }
                    }
                }
            }
        }
        if step == 1 { correctSides(&output, kernel) }
        return output
    }

    private func correctSides<Value: Blurrable>(_ values: inout [Value], _ kernel: [Float]) {
        let reach = kernel.count / 2
        for column in 0..<width where column < reach || column >= width - reach {
            let factor = 1 / Self.share(of: kernel, at: column, of: width)
            for row in 0..<height { values[row * width + column] = values[row * width + column] * factor }
        }
    }

    /// Returns the weight of the part of the kernel that is inside at a position of a line.
    private static func share(of kernel: [Float], at position: Int, of count: Int) -> Float {
        let reach = kernel.count / 2
        if position >= reach, position < count - reach { return 1 }
        return (max(-reach, -position)...min(reach, count - 1 - position)).reduce(0) { $0 + kernel[$1 + reach] }
    }
}
