#if Training
import Foundation
import Testing
import FaceMaskTorch

@Suite struct TensorTests {
    @Test func approachesInPlace() throws {
        let average = try Tensor([0, 10])
        try average.approach(Tensor([10, 0]), by: 0.25)
        #expect(try average.values() == [2.5, 7.5])
        let parameter = try Tensor([4, 4]).requiringGradient()
        try average.approach(parameter, by: 1)
        #expect(try average.values() == [4, 4])
        #expect(!average.requiresGradient, "an average is not learnt")
        #expect(throws: TorchError.self) { try average.approach(Tensor([1, 2, 3]), by: 0.5) }
    }

    @Test(arguments: [[], [0], [3], [2, 3], [1, 2, 3, 4]])
    func elementsAreReadBackUnchanged(_ shape: [Int]) throws {
        let values = wave(product(shape))
        let tensor = try Tensor(values, shape: shape)
        #expect(tensor.shape == shape && tensor.count == values.count && !tensor.requiresGradient)
        #expect(try tensor.values() == values)
        #expect(try tensor.copy().values() == values)
        let integers = values.indices.map { $0 - 2 }
        #expect(try Tensor(integers: integers, shape: shape).integers() == integers)
    }

    @Test func filled() throws {
        #expect(try Tensor(filledWith: 2.5, shape: [2, 1]).values() == [2.5, 2.5])
        #expect(try Tensor.zeros([3]).values() == [0, 0, 0])
        #expect(try Tensor([4.5]).item() == 4.5)
        #expect(try Tensor(integers: [-4]).item() == -4)
    }

    @Test func channelsLastReadsTheSame() throws {
        let values = wave(2 * 3 * 4 * 5)
        let rows = try Tensor(values, shape: [2, 3, 4, 5])
        let pixels = try rows.inLayout(.channelsLast)
        #expect(rows.layout == .contiguous && pixels.layout == .channelsLast)
        #expect(try pixels.shape == [2, 3, 4, 5] && pixels.values() == values)
        #expect(try pixels.inLayout(.contiguous).values() == values)
        try pixels.write(values.reversed())
        #expect(try pixels.values() == values.reversed())
    }

    @Test func permutedPixelsAreChannelsLast() throws {
        // [pictures, height, width, channels]: 1 × 2 × 2 × 3.
        let pixels = try Tensor((0..<12).map(Float.init), shape: [1, 2, 2, 3])
        let planes = try pixels.permuted([0, 3, 1, 2])
        #expect(planes.shape == [1, 3, 2, 2] && planes.layout == .channelsLast)
        #expect(try planes.values() == [0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11])
        #expect(try planes.permuted([0, 2, 3, 1]).values() == pixels.values(), "the way back")
        #expect(try Tensor([], shape: [0]).permuted([0]).values().isEmpty)
    }

    @Test func writingKeepsTheParameter() throws {
        let parameter = try Tensor([1, 2]).requiringGradient()
        try parameter.write([3, 4])
        #expect(try parameter.requiresGradient && parameter.values() == [3, 4])
        #expect(try !parameter.copy().requiresGradient)
    }

    struct Mistake: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let sentence: String
        let body: @Sendable () throws -> Void
    }

    @Test(arguments: [
        Mistake(
            testDescription: "too few elements",
            sentence: "A tensor of shape [2, 3] failed: there are 5 elements for it; make the shapes agree."
        ) { _ = try Tensor(wave(5), shape: [2, 3]) },
        Mistake(
            testDescription: "two negative sizes with a matching product",
            sentence: "A tensor of shape [-2, -3] failed: a shape cannot have the size -2; make the shapes agree."
        ) { _ = try Tensor(wave(6), shape: [-2, -3]) },
        Mistake(
            testDescription: "a size that overflows",
            sentence: "A tensor of shape [4611686018427387904, 4] failed: there are 0 elements for it; "
                + "make the shapes agree."
        ) { _ = try Tensor([], shape: [1 << 62, 4]) },
        Mistake(
            testDescription: "floats read as integers",
            sentence: "Reading a tensor of shape [2] failed: tensor holds elements of another kind; "
                + "give a value within its range."
        ) { _ = try Tensor([1, 2]).integers() },
        Mistake(
            testDescription: "layers that do not fit",
            sentence: "The linear layer failed: weights [1, 3] do not fit the input [1, 2]; make the shapes agree."
        ) { _ = try Tensor.zeros([1, 2]).linear(.zeros([1, 3])) },
        Mistake(
            testDescription: "a file that is not there",
            sentence: "Saving the optimizer to /no/such/folder failed: /no/such/folder: No such file or directory; "
                + "check the folder, the free space on its disk, and that this program saved the file."
        ) { try Optimizer(.adam, []).save(to: "/no/such/folder") },
        Mistake(
            testDescription: "a parameter in two groups",
            sentence:
                "Parameter group 1 of an optimizer failed: a parameter comes twice; give a value within its range."
        ) {
            let weight = try Tensor.zeros([1])
            _ = try Optimizer(.adam, [.init([weight], learningRate: 1), .init([weight], learningRate: 1)])
        },
    ])
    func mistakesAreReported(_ mistake: Mistake) {
        let error = #expect(throws: TorchError.self) { try mistake.body() }
        #expect(error?.description == mistake.sentence)
    }

    /// 1,000 tensors of 1 MiB, and as many recordings of 2 MiB: leaked, they would be gigabytes.
    @Test func memoryIsReleased() throws {
        let limit = 500 << 20
        let before = try residentBytes()
        let parameter = try Tensor([0.5], shape: [1, 1]).requiringGradient()
        for _ in 1...1_000 {
            let tensor = try Tensor(filledWith: 1, shape: [1 << 18, 1])
            let recorded = try tensor.linear(parameter).relu()
            #expect(recorded.requiresGradient)
        }
        #expect(try residentBytes() - before < limit)
    }

    func residentBytes() throws -> Int {
        let pages = try String(contentsOfFile: "/proc/self/statm", encoding: .ascii).split(separator: " ")
        return try #require(Int(pages[1])) * Int(sysconf(Int32(_SC_PAGESIZE)))
    }
}
#endif
