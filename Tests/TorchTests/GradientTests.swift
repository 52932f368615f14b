#if Training
import Testing
import FaceMaskTorch

/// Gradients against finite differences, and the scope without them.
@Suite struct GradientTests {
    /// What a small network answers as one number; linear in each parameter between the corners of its ReLU.
    typealias Network = @Sendable ([Tensor]) throws -> Tensor

    struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let shapes: [[Int]]
        let network: Network
    }

    static let cases: [Case] = [
        Case(testDescription: "linear, ReLU, linear", shapes: [[4, 3], [4], [1, 4]]) { parameters in
            let input = try Tensor(wave(6), shape: [2, 3])
            let hidden = try input.linear(parameters[0], parameters[1]).relu()
            return try hidden.linear(parameters[2]).flattened(from: 0).linear(Tensor([0.5, -2], shape: [1, 2]))
        },
        Case(testDescription: "grouped asymmetric convolution, ReLU6, pool", shapes: [[4, 1, 2, 2], [4], [1, 4]]) {
            parameters in
            let input = try Tensor(wave(18), shape: [1, 2, 3, 3]).inLayout(.channelsLast)
            let hidden = try input.convolution(
                parameters[0], parameters[1], stride: 2, padding: Padding(right: 1, bottom: 1), groups: 2)
            return try hidden.relu6().adaptiveAveragePool().flattened().linear(parameters[2])
        },
        Case(testDescription: "cross-entropy", shapes: [[3, 2]]) { parameters in
            let logits = try Tensor(wave(8), shape: [4, 2]).linear(parameters[0])
            return try logits.crossEntropy(Tensor(integers: [0, 2, 1, 2]), labelSmoothing: 0.1)
        },
    ]

    @Test(arguments: cases)
    func agreeWithFiniteDifferences(_ row: Case) throws {
        let values = row.shapes.enumerated().map { wave(product($1), phase: Double($0) + 0.3) }
        func loss(_ changed: [[Float]]) throws -> Double {
            try Torch.withoutGradients {
                try row.network(zip(changed, row.shapes).map { try Tensor($0, shape: $1) }).item()
            }
        }
        let parameters = try zip(values, row.shapes).map { try Tensor($0, shape: $1).requiringGradient() }
        try row.network(parameters).backward()
        let step: Float = 1 / 256
        for (index, parameter) in parameters.enumerated() {
            let slopes = try values[index].indices.map { element in
                var (above, below) = (values, values)
                above[index][element] += step
                below[index][element] -= step
                return try (loss(above) - loss(below)) / Double(2 * step)
            }
            let gradient = try #require(try parameter.gradient())
            try expectClose(gradient.values(), slopes, within: 2e-3, "parameter \(index)")
            #expect(slopes.contains { abs($0) > 0.01 }, "a network that does not move tests nothing")
        }
    }

    @Test func accumulateUntilCleared() throws {
        let weight = try Tensor([2], shape: [1, 1]).requiringGradient()
        let optimizer = try Optimizer(.adam, [.init([weight], learningRate: 0.1)])
        #expect(try weight.gradient() == nil)
        for expected: Float in [4, 8] {
            try weight.linear(weight).backward()
            #expect(try weight.gradient()?.values() == [expected])
        }
        try optimizer.clearGradients()
        #expect(try weight.gradient() == nil)
        try optimizer.step()
        #expect(try weight.values() == [2], "a parameter without a gradient stays")
    }

    @Test func areNotRecordedInTheScope() throws {
        let weight = try Tensor([2], shape: [1, 1]).requiringGradient()
        let (inside, nested) = try Torch.withoutGradients {
            (try weight.linear(weight), try Torch.withoutGradients { try weight.linear(weight) })
        }
        #expect(!inside.requiresGradient && !nested.requiresGradient)
        #expect(throws: TorchError.self) { try inside.backward() }
        #expect(try weight.linear(weight).requiresGradient)
    }

    @Test func areRecordedAgainAfterAnError() throws {
        struct Stop: Error {}
        let weight = try Tensor([2], shape: [1, 1]).requiringGradient()
        #expect(throws: Stop.self) { try Torch.withoutGradients { throw Stop() } }
        #expect(try weight.linear(weight).requiresGradient)
    }
}
#endif
