#if Training
import Testing
import FaceMaskTorch

/// Settings of the whole process; serialized, and tolerant of other tests that draw numbers meanwhile.
@Suite(.serialized) struct ProcessTests {
    @Test func theSameSeedDrawsTheSameNumbers() throws {
        func drawn(_ seed: UInt64) throws -> [Float] {
            try Torch.seed(seed)
            let ones = try Tensor(filledWith: 1, shape: [16])
            return try Tensor.glorotUniform([4, 4]).values() + Tensor.kaimingUniform([4, 4]).values()
                + ones.dropout(0.5, training: true).values()
        }
        // Others share the generator: a number that they draw in between spoils one attempt, not all.
        #expect(try (1...100).contains { _ in try drawn(7) == drawn(7) })
        #expect(try drawn(7) != drawn(8))
    }

    struct Weights: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let shape: [Int]
        /// The square of the bound.
        let square: Double
        let make: @Sendable ([Int]) throws -> Tensor
    }

    @Test(arguments: [
        Weights(testDescription: "Glorot", shape: [64, 32], square: 6 / 96) { try .glorotUniform($0) },
        Weights(testDescription: "Glorot, 3×3", shape: [8, 4, 3, 3], square: 6 / 108) { try .glorotUniform($0) },
        Weights(testDescription: "Kaiming", shape: [64, 32], square: 6 / 32) { try .kaimingUniform($0) },
        Weights(testDescription: "Kaiming, 3×3", shape: [8, 4, 3, 3], square: 6 / 36) { try .kaimingUniform($0) },
    ])
    func weightsFillTheirRange(_ row: Weights) throws {
        let weights = try row.make(row.shape)
        let values = try weights.values().map(Double.init)
        let bound = row.square.squareRoot()
        #expect(weights.shape == row.shape && !weights.requiresGradient)
        #expect(values.allSatisfy { abs($0) <= bound })
        // Of 288 uniform numbers, none beyond 90 % of the bound on either side: less than once in 10⁶ runs.
        #expect(values.contains { $0 > 0.9 * bound } && values.contains { $0 < -0.9 * bound })
    }

    @Test func dropoutScalesKeptValues() throws {
        let input = try Tensor(filledWith: 1, shape: [10_000])
        #expect(try input.dropout(0.25, training: false).values() == input.values())
        let kept = try input.dropout(0.25, training: true).values().filter { $0 != 0 }
        #expect(kept.allSatisfy { abs($0 - 4 / 3) < 1e-6 })
        // Ten standard deviations of √(10,000 · ¾ · ¼).
        #expect(abs(kept.count - 7_500) < 433)
        #expect(try input.dropout(1, training: true).values().allSatisfy { $0 == 0 })
    }

    @Test func threadsAreCounted() throws {
        let before = Torch.threadCount
        defer { Torch.threadCount = before }
        let pixels = try Tensor(wave(4 * 8 * 16 * 16), shape: [4, 8, 16, 16])
        let filters = try Tensor(wave(8 * 8 * 9), shape: [8, 8, 3, 3])
        var answers: [[Double]] = []
        for count in [1, 2] {
            Torch.threadCount = count
            #expect(Torch.threadCount == count)
            answers.append(try pixels.convolution(filters).values().map(Double.init))
        }
        expectClose(answers[0].map(Float.init), answers[1], within: 1e-4)
    }

    @Test func theVersionIsKnown() throws {
        #expect(try Torch.libraryVersion.wholeMatch(of: /\d+\.\d+\.\d+.*/) != nil)
    }
}
#endif
