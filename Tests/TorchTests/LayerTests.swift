#if Training
import Foundation
import Testing
import FaceMaskTorch

/// Layers against numbers worked out by hand.
@Suite struct LayerTests {
    @Test func linearIsEachRowTimesEachRowOfWeights() throws {
        let input = try Tensor([1, 2, 3, 4], shape: [2, 2])
        let weight = try Tensor([1, 0, 0, 1, 1, 1], shape: [3, 2])
        #expect(try input.linear(weight).values() == [1, 2, 3, 3, 4, 7])
        #expect(try input.linear(weight, Tensor([10, 20, 30])).values() == [11, 22, 33, 13, 24, 37])
    }

    @Test func clampsAndSums() throws {
        let input = try Tensor([-1, 0, 3, 7])
        #expect(try input.relu().values() == [0, 0, 3, 7])
        #expect(try input.relu6().values() == [0, 0, 3, 6])
        #expect(try input.adding(Tensor([1])).values() == [0, 1, 4, 8])
        #expect(try input.adding(input).values() == [-2, 0, 6, 14])
    }

    @Test func batchNormalisationUsesItsOwnStatisticsOrAverages() throws {
        // Two channels; the first has mean 2.5 and variance 1.25, the second is constant.
        let input = try Tensor([1, 2, 3, 4, 7, 7, 7, 7], shape: [1, 2, 2, 2])
        var how = Normalization(
            scale: try Tensor([2, 1]), shift: try Tensor([0.5, -1]), mean: try Tensor([0, 0]),
            variance: try Tensor([1, 1]))
        (how.momentum, how.epsilon) = (0.5, 1e-5)
        let spread = 1.25.squareRoot()
        let centred: [Double] = [-1.5, -0.5, 0.5, 1.5]
        let expected: [Double] = centred.map { $0 / spread * 2 + 0.5 } + [-1, -1, -1, -1]
        try expectClose(
            input.normalized(by: how, training: true, activated: false).values(), expected, within: 1e-4)
        // Averages move half-way, the variance being that of a sample: 5/3.
        try expectClose(how.mean.values(), [1.25, 3.5])
        try expectClose(how.variance.values(), [4.0 / 3, 0.5], within: 1e-5)
        let before = try how.mean.values()
        let byAverages = try input.normalized(by: how, training: false, activated: true).values()
        #expect(try how.mean.values() == before, "looking changes nothing")
        let root = (4.0 / 3).squareRoot()
        let first: Double = 0.5 - 0.5 / root
        expectClose([byAverages[0]], [first], within: 1e-4)
        #expect(byAverages.allSatisfy { $0 >= 0 })
    }

    @Test func doublingRepeatsEachValue() throws {
        let input = try Tensor([1, 2, 3, 4], shape: [1, 1, 2, 2])
        #expect(try input.upsampled().values() == [1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4])
    }

    @Test func gradientsStartFromSeveralResults() throws {
        let parameter = try Tensor([1, 2]).requiringGradient()
        let (one, two) = (try parameter.adding(parameter), try parameter.relu())
        try Tensor.backward(from: [one, two], gradients: [Tensor([1, 10]), Tensor([5, 0])])
        #expect(try parameter.gradient()?.values() == [7, 20])
    }

    @Test func averagePools() throws {
        let input = try Tensor((1...16).map(Float.init), shape: [1, 1, 4, 4])
        #expect(try input.adaptiveAveragePool().values() == [8.5])
        #expect(try input.adaptiveAveragePool(height: 2, width: 1).values() == [4.5, 12.5])
    }

    /// A window's largest value gets the whole gradient.
    @Test func maxPools() throws {
        let values: [Float] = [1, 9, 2, 3, 4, 5, 8, 7, -1, -2, 0, 6, -4, -3, 5, 2]
        let input = try Tensor(values, shape: [1, 1, 4, 4]).requiringGradient()
        let pooled = try input.maxPool(2)
        #expect(try pooled.values() == [9, 8, -1, 6])
        try Tensor.backward(from: [pooled], gradients: [Tensor([1, 2, 3, 4], shape: [1, 1, 2, 2])])
        #expect(try input.gradient()?.values() == [0, 1, 0, 0, 0, 0, 2, 0, 3, 0, 0, 4, 0, 0, 0, 0])
        #expect(try input.maxPool(3).values() == [9], "what fills no window is left out")
    }

    @Test func shapesChangeAndElementsStay() throws {
        let input = try Tensor((0..<24).map(Float.init), shape: [2, 3, 2, 2])
        #expect(try input.flattened().shape == [2, 12])
        #expect(try input.inLayout(.channelsLast).flattened().values() == input.values())
    }
}
#endif
