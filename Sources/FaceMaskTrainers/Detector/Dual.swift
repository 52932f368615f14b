internal import FaceMaskCore
internal import Foundation

/// A number and how it changes with four others: forward-mode differentiation (Wengert 1964), which makes the gradient
/// of a formula by computing the formula.
struct Dual {
    var value: Float
    /// The derivatives by the four numbers.
    var slope: SIMD4<Float>

    init(_ value: Float, slope: SIMD4<Float> = .zero) { (self.value, self.slope) = (value, slope) }

    static func + (a: Dual, b: Dual) -> Dual { Dual(a.value + b.value, slope: a.slope + b.slope) }
    static func - (a: Dual, b: Dual) -> Dual { Dual(a.value - b.value, slope: a.slope - b.slope) }
    static func * (a: Dual, b: Dual) -> Dual {
        Dual(a.value * b.value, slope: a.slope * b.value + b.slope * a.value)
    }
    static func * (a: Dual, factor: Float) -> Dual { Dual(a.value * factor, slope: a.slope * factor) }
    static func / (a: Dual, b: Dual) -> Dual {
        let quotient = a.value / b.value
        return Dual(quotient, slope: (a.slope - b.slope * quotient) / b.value)
    }

    func smaller(_ other: Dual) -> Dual { value <= other.value ? self : other }
    func larger(_ other: Dual) -> Dual { value >= other.value ? self : other }
    /// This, or 0 where it is negative.
    var positive: Dual { value > 0 ? self : Dual(0) }
    var arcTangent: Dual { Dual(atan(value), slope: slope / (1 + value * value)) }
}

/// A box whose edges change with four numbers of the network.
struct DualBox {
    var x1: Dual
    var y1: Dual
    var x2: Dual
    var y2: Dual

    /// The box that a cell's numbers stand for, as ``FaceCell/box(_:)`` computes it.
    init(_ numbers: SIMD4<Float>, of cell: FaceCell) {
        let unit = Float(cell.stride)
        let x = Dual(cell.center.x + numbers.x * unit, slope: [unit, 0, 0, 0])
        let y = Dual(cell.center.y + numbers.y * unit, slope: [0, unit, 0, 0])
        func half(_ number: Float, _ direction: SIMD4<Float>) -> Dual {
            let isCut = number > FaceCell.largestLogarithm
            let half = exp(min(number, FaceCell.largestLogarithm)) * FaceCell.sizeUnit * unit / 2
            return Dual(half, slope: isCut ? .zero : direction * half)
        }
        let (width, height) = (half(numbers.z, [0, 0, 1, 0]), half(numbers.w, [0, 0, 0, 1]))
        (x1, y1, x2, y2) = (x - width, y - height, x + width, y + height)
    }

    /// Complete intersection over union with a box that isn't empty (Zheng et al. 2020, arXiv:1911.08287): less the
    /// distance of the centres and the difference of the proportions.
    func completeOverlap(with box: Box) -> Dual {
        let (left, top, right, bottom) = (Dual(box.x1), Dual(box.y1), Dual(box.x2), Dual(box.y2))
        let shared =
            (x2.smaller(right) - x1.larger(left)).positive * (y2.smaller(bottom) - y1.larger(top)).positive
        let (width, height) = (x2 - x1, y2 - y1)
        let overlap = shared / (width * height + Dual(box.area) - shared)
        let (spanX, spanY) = (x2.larger(right) - x1.smaller(left), y2.larger(bottom) - y1.smaller(top))
        let (offX, offY) = ((x1 + x2 - left - right) * 0.5, (y1 + y2 - top - bottom) * 0.5)
        let distance = (offX * offX + offY * offY) / (spanX * spanX + spanY * spanY)
        let angle = (width / height).arcTangent - Dual(atan(box.width / box.height))
        let aspect = angle * angle * (4 / (.pi * .pi))
        // As in the paper, the weight of the proportions is no part of the gradient.
        let weight = aspect.value / max(1 - overlap.value + aspect.value, 1e-6)
        return overlap - distance - aspect * weight
    }
}
