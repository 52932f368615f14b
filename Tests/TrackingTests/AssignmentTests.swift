import FaceMaskCore
import Testing

@testable import FaceMaskTracking

@Suite struct AssignmentTests {
    /// The largest sum by trying everything.
    private func best(_ table: [[Double]], row: Int = 0, used: Set<Int> = []) -> Double {
        guard row < table.count else { return 0 }
        return table[row].indices.filter { !used.contains($0) }
            .map { max(table[row][$0], 0) + best(table, row: row + 1, used: used.union([$0])) }
            .reduce(best(table, row: row + 1, used: used), max)
    }

    @Test func isOptimal() {
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<200 {
            let (rows, columns) = (Int.random(in: 0...5, using: &generator), Int.random(in: 0...5, using: &generator))
            let table = (0..<rows).map { _ in
                (0..<columns).map { _ in Double.random(in: -0.5...1, using: &generator) }
            }
            let pairs = Assignment.pairs(table)
            #expect(Set(pairs.map(\.row)).count == pairs.count)
            #expect(Set(pairs.map(\.column)).count == pairs.count)
            #expect(pairs.allSatisfy { table[$0.row][$0.column] > 0 })
            #expect(abs(pairs.reduce(0) { $0 + table[$1.row][$1.column] } - best(table)) < 1e-9)
        }
    }

    @Test func twoStepsAreOne() {
        var (once, twice) = (Motion(box: Box(edges: [0, 0, 10, 12])), Motion(box: Box(edges: [0, 0, 10, 12])))
        for motion in [0, 1] {
            let box = Box(edges: [Double(motion), 0, Double(motion) + 10, 12])
            once.measure(box)
            twice.measure(box)
            once.advance(seconds: 0.5)
            for _ in 0..<5 { twice.advance(seconds: 0.1) }
        }
        #expect(abs(once.uncertainty - twice.uncertainty) < 1e-3)
        #expect(abs(once.box.x1 - twice.box.x1) < 1e-3)
    }
}
