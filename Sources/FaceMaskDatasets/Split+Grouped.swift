package import FaceMaskCore

extension Split {
    /// Draws whole groups for validation, so that near-copies are never on both sides. Each class has the given
    /// fraction as nearly as the groups allow.
    ///
    /// `groups` has a number for each picture (`NearDuplicates.groups`). The same seed gives the same split. Throws
    /// `DatasetError` if a class can't be on both sides or the fraction is not between 0 and 1.
    package static func grouped(
        states: [MaskState], groups: [Int], validationFraction: Double = 0.2, seed: UInt64
    ) throws -> Split {
        precondition(states.count == groups.count, "every picture has a state and a group")
        try check(validationFraction, states: states)
        let classes = positions(of: states)
        for positions in classes where Set(positions.map { groups[$0] }).count < 2 {
            throw unsplittable("all pictures of the class \(states[positions[0]].label) are one group of near-copies")
        }
        var generator = SeededGenerator(seed: seed)
        let allGroups = GroupedPictures.collect(classes: classes, groups: groups)
        let draws = (0..<GroupDraw.attempts).map { _ in
            GroupDraw(of: allGroups.shuffled(using: &generator), fraction: validationFraction)
        }
        guard let best = draws.filter(\.isUsable).min(by: { $0.cost < $1.cost }) else {
            throw unsplittable("no choice of groups leaves every class on both sides")
        }
        return Split(validation: Set(best.chosen.flatMap(\.positions)), count: states.count)
    }
}

/// The pictures of one group.
private struct GroupedPictures {
    var positions: [Int] = []
    /// The number of pictures of each class.
    var counts: [Int]

    /// Returns the groups in the order of their first pictures.
    static func collect(classes: [[Int]], groups: [Int]) -> [GroupedPictures] {
        var byGroup: [Int: GroupedPictures] = [:]
        for (classIndex, positions) in classes.enumerated() {
            for position in positions {
                let empty = GroupedPictures(counts: [Int](repeating: 0, count: classes.count))
                byGroup[groups[position], default: empty].positions.append(position)
                byGroup[groups[position], default: empty].counts[classIndex] += 1
            }
        }
        return byGroup.values.sorted { ($0.positions.min() ?? 0) < ($1.positions.min() ?? 0) }
    }
}

/// One attempt: takes groups in the given order if they bring the classes nearer to their fractions. The order is
/// random, so a large group is as likely to be taken as a small one, as long as it fits.
private struct GroupDraw {
    /// The number of attempts: enough to find every existing split of 200 random sets of 7 to 9 pictures in 4 groups.
    static let attempts = 32

    private let totals: [Int]
    private let fraction: Double
    private var taken: [Int]
    private(set) var chosen: [GroupedPictures] = []

    init(of groups: [GroupedPictures], fraction: Double) {
        self.fraction = fraction
        let none = [Int](repeating: 0, count: groups.first?.counts.count ?? 0)
        totals = groups.reduce(none) { zip($0, $1.counts).map(+) }
        taken = none
        var left: [GroupedPictures] = []
        for group in groups {
            if leavesEveryClass(group) && cost(of: sum(with: group)) < cost { take(group) } else { left.append(group) }
        }
        // A group that is too large is taken if a class would have no picture otherwise.
        for group in left
        where leavesEveryClass(group) && zip(taken, group.counts).contains(where: { $0 == 0 && $1 > 0 }) {
            take(group)
        }
    }

    /// The sum of the squared differences between the classes' fractions and the requested one.
    var cost: Double { cost(of: taken) }

    var isUsable: Bool { zip(taken, totals).allSatisfy { $0 > 0 && $0 < $1 } }

    private func cost(of counts: [Int]) -> Double {
        zip(counts, totals).reduce(0) { sum, pair in
            let distance = Double(pair.0) / Double(pair.1) - fraction
            return sum + distance * distance
        }
    }

    /// Whether training has pictures of every class without the group.
    private func leavesEveryClass(_ group: GroupedPictures) -> Bool {
        zip(sum(with: group), totals).allSatisfy { $0 < $1 }
    }

    private func sum(with group: GroupedPictures) -> [Int] { zip(taken, group.counts).map(+) }

    private mutating func take(_ group: GroupedPictures) {
        taken = sum(with: group)
        chosen.append(group)
    }
}
