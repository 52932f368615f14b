internal import FaceMaskCore
internal import Foundation

/// A number and its derivatives with respect to four others: forward-mode differentiation (Wengert 1964), which
/// computes the gradient of a formula along with its value.
struct DualNumber {
    var value: Float
    /// The derivatives with respect to the four numbers.
    var slope: SIMD4<Float>

    init(_ value: Float, slope: SIMD4<Float> = .zero) { (self.value, self.slope) = (value, slope) }

    static func + (a: DualNumber, b: DualNumber) -> DualNumber {
        DualNumber(a.value + b.value, slope: a.slope + b.slope)
    }
    static func - (a: DualNumber, b: DualNumber) -> DualNumber {
        DualNumber(a.value - b.value, slope: a.slope - b.slope)
    }
    static func * (a: DualNumber, b: DualNumber) -> DualNumber {
        DualNumber(a.value * b.value, slope: a.slope * b.value + b.slope * a.value)
    }
    static func * (a: DualNumber, factor: Float) -> DualNumber { DualNumber(a.value * factor, slope: a.slope * factor) }
    static func / (a: DualNumber, b: DualNumber) -> DualNumber {
        let quotient = a.value / b.value
        return DualNumber(quotient, slope: (a.slope - b.slope * quotient) / b.value)
    }

    func smaller(_ other: DualNumber) -> DualNumber { value <= other.value ? self : other }
    func larger(_ other: DualNumber) -> DualNumber { value >= other.value ? self : other }
    /// The number, or 0 if it is negative.
    var positive: DualNumber { value > 0 ? self : DualNumber(0) }
    var arcTangent: DualNumber { DualNumber(atan(value), slope: slope / (1 + value * value)) }
}

/// A box whose edges depend on four of the network's outputs.
struct DualBox {
    var x1: DualNumber
    var y1: DualNumber
    var x2: DualNumber
    var y2: DualNumber

    /// Creates the box that a cell's outputs encode, as ``FaceCell/box(_:)`` computes it.
    init(_ numbers: SIMD4<Float>, of cell: FaceCell) {
        let unit = Float(cell.stride)
        let x = DualNumber(cell.center.x + numbers.x * unit, slope: [unit, 0, 0, 0])
        let y = DualNumber(cell.center.y + numbers.y * unit, slope: [0, unit, 0, 0])
        func half(_ number: Float, _ direction: SIMD4<Float>) -> DualNumber {
            let isCut = number > FaceCell.largestLogarithm
            let half = exp(min(number, FaceCell.largestLogarithm)) * FaceCell.sizeUnit * unit / 2
            return DualNumber(half, slope: isCut ? .zero : direction * half)
        }
        let (width, height) = (half(numbers.z, [0, 0, 1, 0]), half(numbers.w, [0, 0, 0, 1]))
        (x1, y1, x2, y2) = (x - width, y - height, x + width, y + height)
    }

    /// Returns the complete intersection over union with a box that isn't empty (Zheng et al. 2020, arXiv:1911.08287):
    /// minus the distance of the centres and the difference of the aspect ratios.
    func completeOverlap(with box: Box) -> DualNumber {
        let (left, top, right, bottom) = (
            DualNumber(box.x1), DualNumber(box.y1), DualNumber(box.x2), DualNumber(box.y2)
        )
        let shared =
            (x2.smaller(right) - x1.larger(left)).positive * (y2.smaller(bottom) - y1.larger(top)).positive
        let (width, height) = (x2 - x1, y2 - y1)
        let overlap = shared / (width * height + DualNumber(box.area) - shared)
        let (spanX, spanY) = (x2.larger(right) - x1.smaller(left), y2.larger(bottom) - y1.smaller(top))
        let (offX, offY) = ((x1 + x2 - left - right) * 0.5, (y1 + y2 - top - bottom) * 0.5)
        let distance = (offX * offX + offY * offY) / (spanX * spanX + spanY * spanY)
        let angle = (width / height).arcTangent - DualNumber(atan(box.width / box.height))
        let aspect = angle * angle * (4 / (.pi * .pi))
        // As in the paper, the weight of the aspect ratios is not differentiated.
        let weight = aspect.value / max(1 - overlap.value + aspect.value, 1e-6)
        return overlap - distance - aspect * weight
    }
}
