#if Training
import Testing
import FaceMaskTorch

/// Steps against the published rules, in double precision.
@Suite struct OptimizerTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let rule: Optimizer.Rule
        var learningRate = 0.1
        var weightDecay = 0.0
        var betas = (0.9, 0.999)
        var epsilon = 1e-8
    }

    static let cases: [Case] = [
        Case(testDescription: "Adam", rule: .adam),
        Case(testDescription: "Adam with decay in the gradient", rule: .adam, weightDecay: 0.3),
        Case(testDescription: "AdamW without decay is Adam", rule: .adamW),
        Case(testDescription: "AdamW with decay apart", rule: .adamW, weightDecay: 0.3),
        Case(testDescription: "other betas", rule: .adamW, learningRate: 0.02, weightDecay: 0.01, betas: (0.5, 0.9)),
        Case(testDescription: "an epsilon that matters", rule: .adam, betas: (0, 0.99), epsilon: 1),
    ]

    @Test(arguments: cases)
    func firstThreeSteps(_ row: Case) throws {
        let start: [Float] = [0.5, -1.25, 3, 0.001]
        let parameter = try Tensor(start, shape: [1, 4]).requiringGradient()
        let optimizer = try Optimizer(row.rule, [Self.group([parameter], row)])
        var reference = Reference(start.map(Double.init), row)
        for _ in 1...3 {
            try Self.step(optimizer, [parameter])
            reference.step()
            try expectClose(parameter.values(), reference.parameters)
        }
    }

    @Test func groupsKeepTheirOwnSettings() throws {
        let rows = [Self.cases[3], Case(testDescription: "", rule: .adamW, learningRate: 0.01)]
        let parameters = try [[1, 2], [-3, 4]].map { try Tensor($0, shape: [1, 2]).requiringGradient() }
        let optimizer = try Optimizer(.adamW, zip(parameters, rows).map { Self.group([$0], $1) })
        var references = [Reference([1, 2], rows[0]), Reference([-3, 4], rows[1])]
        for rate in [0.1, 0.05, 0] {
            try optimizer.setLearningRate(rate, ofGroup: 0)
            #expect(try optimizer.learningRate(ofGroup: 0) == rate)
            #expect(try optimizer.learningRate(ofGroup: 1) == 0.01)
            references[0].row.learningRate = rate
            try Self.step(optimizer, parameters)
            for (index, parameter) in parameters.enumerated() {
                references[index].step()
                try expectClose(parameter.values(), references[index].parameters, "group \(index)")
            }
        }
    }

    @Test func parametersOutliveTheirTensors() throws {
        var tensor: Tensor? = try Tensor([1], shape: [1, 1]).requiringGradient()
        let alias = try tensor?.flattened(from: 0)
        let optimizer = try Optimizer(.adam, [.init([try #require(tensor)], learningRate: 0.5)])
        try tensor.map { try $0.linear($0).backward() }
        tensor = nil
        try optimizer.step()
        expectClose(try #require(try alias?.values()), [0.5])
    }

    static func group(_ parameters: [Tensor], _ row: Case) -> Optimizer.Group {
        Optimizer.Group(
            parameters, learningRate: row.learningRate, weightDecay: row.weightDecay, betas: row.betas,
            epsilon: row.epsilon)
    }

    /// One step towards the smallest sum of squares, whose gradient is twice the parameter.
    static func step(_ optimizer: Optimizer, _ parameters: [Tensor]) throws {
        try optimizer.clearGradients()
        for parameter in parameters { try parameter.linear(parameter).backward() }
        try optimizer.step()
    }

    /// The rules as published: Kingma and Ba 2015, algorithm 1; Loshchilov and Hutter 2019, algorithm 2.
    struct Reference {
        var parameters: [Double]
        var row: Case
        private var count = 0.0
        private var means: [Double]
        private var squares: [Double]

        init(_ parameters: [Double], _ row: Case) {
            (self.parameters, self.row) = (parameters, row)
            means = parameters.map { _ in 0 }
            squares = means
        }

        mutating func step() {
            count += 1
            var (power1, power2) = (1.0, 1.0)
            for _ in 1...Int(count) { (power1, power2) = (power1 * row.betas.0, power2 * row.betas.1) }
            for index in parameters.indices {
                let old = parameters[index]
                let gradient = 2 * old + (row.rule == .adam ? row.weightDecay * old : 0)
                means[index] = row.betas.0 * means[index] + (1 - row.betas.0) * gradient
                squares[index] = row.betas.1 * squares[index] + (1 - row.betas.1) * gradient * gradient
                let (mean, square) = (means[index] / (1 - power1), squares[index] / (1 - power2))
                let decay = row.rule == .adamW ? row.weightDecay * old : 0
                parameters[index] = old - row.learningRate * (mean / (square.squareRoot() + row.epsilon) + decay)
            }
        }
    }
}
#endif
