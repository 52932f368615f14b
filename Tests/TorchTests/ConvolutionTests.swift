#if Training
import Testing
import FaceMaskTorch

/// Convolutions against loops written from the definition.
@Suite struct ConvolutionTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        var input = [1, 1, 5, 5]
        var weight = [1, 1, 3, 3]
        var stride = 1
        var padding = Padding()
        var groups = 1
        var hasBias = false
    }

    static let cases: [Case] = [
        Case(testDescription: "one channel, no padding"),
        Case(testDescription: "pointwise", input: [2, 4, 3, 5], weight: [3, 4, 1, 1], hasBias: true),
        Case(testDescription: "same size", input: [2, 3, 4, 6], weight: [5, 3, 3, 3], padding: .all(1)),
        Case(
            testDescription: "Keras' 'same' at stride 2: zeros only right and below", input: [1, 3, 6, 8],
            weight: [4, 3, 3, 3], stride: 2, padding: Padding(right: 1, bottom: 1), hasBias: true),
        Case(
            testDescription: "four different sides", input: [1, 2, 3, 4], weight: [2, 2, 2, 3],
            padding: Padding(left: 1, right: 2, top: 3, bottom: 0)),
        Case(
            testDescription: "rows and columns differ, sides agree", input: [1, 2, 5, 4], weight: [2, 2, 3, 3],
            padding: Padding(left: 0, right: 0, top: 2, bottom: 2)),
        Case(testDescription: "two groups", input: [1, 4, 5, 5], weight: [6, 2, 3, 3], groups: 2, hasBias: true),
        Case(
            testDescription: "depthwise, stride 2, asymmetric", input: [2, 4, 7, 6], weight: [4, 1, 3, 3], stride: 2,
            padding: Padding(left: 0, right: 1, top: 0, bottom: 1), groups: 4),
        Case(
            testDescription: "depthwise with two filters a channel", input: [1, 3, 4, 4], weight: [6, 1, 3, 3],
            padding: .all(1), groups: 3),
    ]

    @Test(arguments: cases, [Tensor.Layout.contiguous, .channelsLast])
    func agreesWithItsDefinition(_ row: Case, layout: Tensor.Layout) throws {
        let pixels = wave(product(row.input))
        let filters = wave(product(row.weight), phase: 0.4)
        let biases = wave(row.weight[0], phase: 0.9)
        let output = try Tensor(pixels, shape: row.input).inLayout(layout).convolution(
            Tensor(filters, shape: row.weight).inLayout(layout), row.hasBias ? Tensor(biases) : nil,
            stride: row.stride, padding: row.padding, groups: row.groups)
        let (expected, shape) = Self.convolution(pixels, filters, row.hasBias ? biases : nil, row)
        #expect(output.shape == shape)
        try expectClose(output.values(), expected)
    }

    @Test func keepsChannelsLast() throws {
        let input = try Tensor(wave(2 * 3 * 8 * 8), shape: [2, 3, 8, 8]).inLayout(.channelsLast)
        let weight = try Tensor(wave(4 * 3 * 3 * 3), shape: [4, 3, 3, 3])
        #expect(try input.convolution(weight, padding: .all(1)).relu6().layout == .channelsLast)
        #expect(try input.convolution(weight, padding: Padding(right: 1, bottom: 1)).layout == .channelsLast)
    }

    /// Element by element: one output pixel is the sum over the window of its group.
    static func convolution(_ input: [Float], _ weight: [Float], _ bias: [Float]?, _ row: Case) -> (
        values: [Double], shape: [Int]
    ) {
        let (pictures, channels, height, width) = (row.input[0], row.input[1], row.input[2], row.input[3])
        let (filters, depth, rows, columns) = (row.weight[0], row.weight[1], row.weight[2], row.weight[3])
        let outputHeight = (height + row.padding.top + row.padding.bottom - rows) / row.stride + 1
        let outputWidth = (width + row.padding.left + row.padding.right - columns) / row.stride + 1
        var values: [Double] = []
        for picture in 0..<pictures {
            for filter in 0..<filters {
                let firstChannel = filter / (filters / row.groups) * depth
                for y in 0..<outputHeight {
                    for x in 0..<outputWidth {
                        var sum = Double(bias?[filter] ?? 0)
                        for tap in 0..<(depth * rows * columns) {
                            let (c, r, k) = (tap / (rows * columns), tap / columns % rows, tap % columns)
                            let (sourceY, sourceX) = (
                                y * row.stride + r - row.padding.top, x * row.stride + k - row.padding.left
                            )
                            guard 0..<height ~= sourceY, 0..<width ~= sourceX else { continue }
                            let source = ((picture * channels + firstChannel + c) * height + sourceY) * width + sourceX
                            sum += Double(input[source]) * Double(weight[filter * depth * rows * columns + tap])
                        }
                        values.append(sum)
                    }
                }
            }
        }
        return (values, [pictures, filters, outputHeight, outputWidth])
    }
}

extension Padding {
    fileprivate static func all(_ count: Int) -> Padding {
        Padding(left: count, right: count, top: count, bottom: count)
    }
}
#endif
