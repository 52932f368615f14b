package import FaceMaskCore

/// A division of a dataset into pictures for training and pictures for validation.
package struct Split: Hashable, Codable, Sendable {
    /// The indices of the training pictures in the dataset, ascending.
    package let training: [Int]
    /// The indices of the validation pictures in the dataset, ascending.
    package let validation: [Int]

    init(validation: Set<Int>, count: Int) {
        training = (0..<count).filter { !validation.contains($0) }
        self.validation = validation.sorted()
    }

    /// Draws validation pictures at random, the same fraction of each class.
    ///
    /// The counts are those of scikit-learn's `train_test_split(stratify:)`: the validation count is rounded up, the
    /// training counts of the classes are rounded down, and the rest goes to the classes with the largest remainders.
    /// In addition, every class has at least one picture on either side. The same seed gives the same split. Throws
    /// `DatasetError` if a class has a single picture or the fraction is not between 0 and 1.
    package static func stratified(
        states: [MaskState], validationFraction: Double = 0.2, seed: UInt64
    ) throws -> Split {
        try check(validationFraction, states: states)
        var generator = SeededGenerator(seed: seed)
        let classes = positions(of: states)
        let counts = validationCounts(of: classes.map(\.count), fraction: validationFraction)
        var validation: Set<Int> = []
        for (positions, count) in zip(classes, counts) {
            guard positions.count > 1 else {
                throw unsplittable("the class \(states[positions[0]].label) has a single picture")
            }
            validation.formUnion(positions.shuffled(using: &generator).prefix(count))
        }
        return Split(validation: validation, count: states.count)
    }

    static func check(_ fraction: Double, states: [MaskState]) throws {
        guard fraction > 0 && fraction < 1 else {
            throw unsplittable("\(fraction) is not a share between 0 and 1")
        }
        guard !states.isEmpty else { throw unsplittable("there are none") }
    }

    static func unsplittable(_ reason: String) -> DatasetError {
        DatasetError(.unsplittable, subject: "pictures", reason: reason)
    }

    /// Returns the indices of each state that occurs, in the order of `FolderDataset.stateOrder`.
    static func positions(of states: [MaskState]) -> [[Int]] {
        FolderDataset.stateOrder
            .map { state in states.indices.filter { states[$0] == state } }
            .filter { !$0.isEmpty }
    }

    /// Rounds by the largest remainders; between equal ones the earlier class is preferred.
    private static func validationCounts(of sizes: [Int], fraction: Double) -> [Int] {
        let total = sizes.reduce(0, +)
        let trainingTotal = total - Int((fraction * Double(total)).rounded(.up))
        let shares = sizes.map { Double($0) / Double(total) * Double(trainingTotal) }
        var training = shares.map { Int($0) }
        let byRemainder = shares.indices.sorted {
            let (first, second) = (shares[$0] - Double(training[$0]), shares[$1] - Double(training[$1]))
            return first == second ? $0 < $1 : first > second
        }
        for index in byRemainder.prefix(trainingTotal - training.reduce(0, +)) { training[index] += 1 }
        return zip(sizes, training).map { min(max($0 - $1, 1), max($0 - 1, 1)) }
    }
}
