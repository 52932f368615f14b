internal import FaceMaskCore
internal import Foundation

/// Draws faces so that rare classes and small origins occur more often than in proportion, as far as the recipe
/// balances them.
struct FaceSampler {
    /// Faces of one class from one origin.
    private struct Cell {
        var faces: [Int]
        /// The cumulative sum of the weights up to and including this cell.
        var limit: Double
    }

    private let cells: [Cell]
    private let total: Double

    /// A class of n faces has the weight n^(1 − classBalance); within it, an origin of m faces m^(1 − originBalance).
    init(faces: [TrainingFace], classBalance: Double, originBalance: Double) {
        let byClass = Dictionary(grouping: faces.indices) { faces[$0].state.label }
        var cells: [Cell] = []
        var sum = 0.0
        for label in byClass.keys.sorted() {
            let members = byClass[label] ?? []
            let byOrigin = Dictionary(grouping: members) { faces[$0].origin }
            let weights = byOrigin.mapValues { pow(Double($0.count), 1 - originBalance) }
            // In a fixed order, on which sums of floating-point numbers depend.
            let all = weights.keys.sorted().reduce(0) { $0 + (weights[$1] ?? 0) }
            for origin in byOrigin.keys.sorted() {
                sum += pow(Double(members.count), 1 - classBalance) * (weights[origin] ?? 0) / all
                cells.append(Cell(faces: byOrigin[origin] ?? [], limit: sum))
            }
        }
        self.cells = cells
        total = sum
    }

    /// Returns the indices of the `count` faces of one epoch, in training order. Each cell draws all its faces before
    /// it repeats one.
    func draws(_ count: Int, using generator: inout SeededGenerator) -> [Int] {
        var waiting = cells.map { _ in [Int]() }
        return (0..<count).map { _ in
            let ticket = Double.random(in: 0..<total, using: &generator)
            let cell = cells.firstIndex { ticket < $0.limit } ?? cells.count - 1
            if waiting[cell].isEmpty { waiting[cell] = cells[cell].faces.shuffled(using: &generator) }
            return waiting[cell].removeLast()
        }
    }
}
