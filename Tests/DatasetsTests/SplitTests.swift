import FaceMaskCore
import Testing

@testable import FaceMaskDatasets

struct SplitTests {
    private static func states(_ counts: [Int]) -> [MaskState] {
        zip(FolderDataset.stateOrder, counts).flatMap { Array(repeating: $0, count: $1) }
    }

    private static func counts(_ positions: [Int], _ states: [MaskState]) -> [Int] {
        FolderDataset.stateOrder.map { state in positions.filter { states[$0] == state }.count }
    }

    /// The right column has the counts of scikit-learn 1.9's `train_test_split(test_size:, stratify:)` for each class.
    @Test(arguments: [
        ([690, 686, 0], 0.2, [138, 138, 0]),
        ([10, 10, 0], 0.2, [2, 2, 0]),
        ([7, 9, 5], 0.2, [2, 2, 1]),
        ([100, 30, 7], 0.25, [25, 8, 2]),
        ([11, 13, 17], 0.3, [4, 4, 5]),
        ([1000, 500, 333], 0.1, [100, 50, 34]),
        ([12, 6, 18], 0.2, [3, 1, 4]),
        ([6, 4, 0], 0.2, [1, 1, 0]),
        ([50, 51, 0], 0.5, [25, 26, 0]),
    ])
    func `draws as many of each class as scikit-learn does`(sizes: [Int], fraction: Double, expected: [Int]) throws {
        let states = Self.states(sizes)
        let split = try Split.stratified(states: states, validationFraction: fraction, seed: 7)
        #expect(Self.counts(split.validation, states) == expected)
        #expect((split.training + split.validation).sorted() == Array(states.indices))
    }

    @Test(arguments: [[2, 2, 0], [2, 2, 2], [2, 50, 0], [3, 2, 2]], [0.01, 0.2, 0.5, 0.99])
    func `even tiny classes are on both sides`(sizes: [Int], fraction: Double) throws {
        let states = Self.states(sizes)
        let groups = Array(states.indices)
        for split in [
            try Split.stratified(states: states, validationFraction: fraction, seed: 1),
            try Split.grouped(states: states, groups: groups, validationFraction: fraction, seed: 1),
        ] {
            #expect((split.training + split.validation).sorted() == Array(states.indices))
            let (training, validation) = (Self.counts(split.training, states), Self.counts(split.validation, states))
            for (index, size) in sizes.enumerated() where size > 0 {
                #expect(training[index] > 0 && validation[index] > 0)
            }
        }
    }

    @Test func `the same seed draws the same pictures, another seed draws others`() throws {
        let states = Self.states([50, 50])
        let groups = states.indices.map { $0 / 2 }
        let random = try (0..<3).map { try Split.stratified(states: states, seed: $0) }
        let grouped = try (0..<3).map { try Split.grouped(states: states, groups: groups, seed: $0) }
        #expect(Set(random).count == 3 && Set(grouped).count == 3)
        #expect(try Split.stratified(states: states, seed: 0) == random[0])
        #expect(try Split.grouped(states: states, groups: groups, seed: 0) == grouped[0])
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `groups stay together and classes near their share`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let states = Self.states([200, 150, 60]).shuffled(using: &generator)
        let groups = states.map { _ in Int.random(in: 0..<250, using: &generator) }
        let split = try Split.grouped(states: states, groups: groups, seed: seed)
        #expect((split.training + split.validation).sorted() == Array(states.indices))
        #expect(Set(split.training.map { groups[$0] }).isDisjoint(with: split.validation.map { groups[$0] }))
        for (count, size) in zip(Self.counts(split.validation, states), [200, 150, 60]) {
            #expect(abs(Double(count) / Double(size) - 0.2) < 0.03)
        }
    }

    @Test func `large groups are drawn for either side`() throws {
        let states = Self.states([100, 100])
        let groups = states.indices.map { $0 < 10 ? 0 : $0 }
        let sides = try (0..<40).map {
            try Split.grouped(states: states, groups: groups, seed: $0).validation.contains(0)
        }
        #expect(Set(sides) == [true, false])
    }

    /// All ways of choosing groups are tried, so this also shows that the number of attempts is large enough.
    @Test func `a grouped split is found if there is one`() throws {
        var generator = SeededGenerator(seed: 3)
        var impossible = 0
        for _ in 0..<200 {
            let states = Self.states([Int.random(in: 2...4, using: &generator), 3, 2])
            let groups = states.map { _ in Int.random(in: 0..<4, using: &generator) }
            let exists = (0..<16).contains { choice in
                let validation = states.indices.filter { choice & (1 << groups[$0]) != 0 }
                let training = states.indices.filter { choice & (1 << groups[$0]) == 0 }
                return Set(validation.map { states[$0] }).count == 3 && Set(training.map { states[$0] }).count == 3
            }
            let split = try? Split.grouped(states: states, groups: groups, seed: 5)
            #expect((split != nil) == exists, "\(states) \(groups)")
            impossible += exists ? 0 : 1
        }
        #expect((1..<200).contains(impossible))
    }

    @Test(arguments: [
        ("a single picture", [1, 5, 0], 0.2, "the class with_mask has a single picture"),
        ("no pictures", [0, 0, 0], 0.2, "there are none"),
        ("a share of nothing", [5, 5, 0], 0, "0.0 is not a share"),
        ("a share of everything", [5, 5, 0], 1, "1.0 is not a share"),
        ("not a number", [5, 5, 0], .nan, "nan is not a share"),
    ])
    func `an impossible split is refused`(reason: String, sizes: [Int], fraction: Double, clause: String) throws {
        let states = Self.states(sizes)
        let error = try #require(throws: DatasetError.self) {
            try Split.stratified(states: states, validationFraction: fraction, seed: 1)
        }
        #expect(error.code == .unsplittable && error.description.contains(clause), "\(reason): \(error)")
        #expect(throws: DatasetError.self) {
            let groups = Array(states.indices)
            return try Split.grouped(states: states, groups: groups, validationFraction: fraction, seed: 1)
        }
    }

    @Test func `a class that is one group is refused`() {
        let error = #expect(throws: DatasetError.self) {
            try Split.grouped(states: Self.states([3, 3]), groups: [0, 0, 0, 1, 2, 3], seed: 1)
        }
        #expect(error?.description.contains("all pictures of the class with_mask are one group") == true)
    }
}

struct SeededGeneratorTests {
    /// The first numbers of the authors' C program (prng.di.unimi.it/splitmix64.c) for the seed 1234567.
    @Test func `is SplitMix64`() {
        var generator = SeededGenerator(seed: 1_234_567)
        let expected: [UInt64] = [
            6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
            4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
        ]
        #expect((0..<5).map { _ in generator.next() } == expected)
    }

    @Test func `continues from its saved state`() {
        var generator = SeededGenerator(seed: 5)
        _ = generator.next()
        var resumed = SeededGenerator(seed: generator.state)
        #expect(resumed.next() == generator.next())
    }
}

struct SplitTableTests {
    @Test func itReadsWhatTrainingWrites() throws {
        let table = try SplitTable(
            "side,picture\r\ntraining,a.jpg\r\ntest,\"b,\"\"c\"\".jpg\"\r\ntest,d.jpg\r\n", name: "s")
        #expect(table.pictures == ["training": ["a.jpg"], "test": ["b,\"c\".jpg", "d.jpg"]])
    }

    @Test(arguments: [
        ("", "line 1 does not name the columns 'side' and 'picture'"),
        ("picture,side\r\n", "line 1 does not name the columns 'side' and 'picture'"),
        ("side,picture\r\ntest\r\n", "line 2 has 1 fields, not 2"),
    ])
    func whatIsNoneIsReported(text: String, reason: String) {
        let error = #expect(throws: DatasetError.self) { try SplitTable(text, name: "split.csv") }
        #expect(error?.code == .unreadableSplit && error?.reason == reason)
    }
}
