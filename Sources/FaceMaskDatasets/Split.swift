public import FaceMaskCore

/// A division of a dataset into pictures to learn from and pictures to check on; every picture is on one side.
public struct Split: Hashable, Codable, Sendable {
    /// Rising positions in the dataset.
    public let training: [Int]
    /// Rising positions in the dataset.
    public let validation: [Int]

    init(validation: Set<Int>, count: Int) {
        training = (0..<count).filter { !validation.contains($0) }
        self.validation = validation.sorted()
    }

    /// Draws validation pictures at random, each class with the same share.
    ///
    /// Counts as scikit-learn's `train_test_split(stratify:)` does: the validation side is rounded up, and what is
    /// left of the training side after rounding down goes to the classes with the largest remainders. Unlike there,
    /// every class has at least one picture on either side, however small the set. The same seed gives the same split.
    /// Throws `DatasetError` where a class has a single picture or the share is not between 0 and 1.
    public static func stratified(
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

    /// The positions of each state that occurs, in the order of `FolderDataset.stateOrder`.
    static func positions(of states: [MaskState]) -> [[Int]] {
        FolderDataset.stateOrder
            .map { state in states.indices.filter { states[$0] == state } }
            .filter { !$0.isEmpty }
    }

    /// Largest remainders; between equal ones the earlier class.
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
