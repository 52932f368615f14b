internal import FaceMask
internal import FaceMaskDetection
internal import FaceMaskModelFiles
internal import Foundation

/// Counts the multiply-adds of a detector's two networks from their files; each input size is counted once.
struct NetworkArithmetic {
    private let files: (faceDetector: URL, classifier: URL)
    private let faceShape: [Int]
    private var counts: [[Int]: Int?] = [:]

    init(of detector: MaskDetector) {
        files = detector.files
        let preprocessing = detector.manifest.preprocessing
        faceShape = [1, 3, preprocessing.inputHeight, preprocessing.inputWidth]
    }

    /// The multiply-adds of the face detector for one picture; `nil` when its file doesn't tell them.
    mutating func costOfDetecting(_ inputs: [DetectorInput]) throws -> Double? {
        var sum = 0.0
        for input in inputs {
            if counts[input.shape] == nil {
                counts[input.shape] = try ONNXArithmetic.multiplications(
                    of: files.faceDetector, inputShape: input.shape)
            }
            guard let count = counts[input.shape] ?? nil else { return nil }
            sum += Double(count)
        }
        return inputs.isEmpty ? nil : sum
    }

    /// Whether the classifier multiplies 8-bit integers.
    var classifiesInIntegers: Bool { get throws { try ONNXArithmetic.isInIntegers(files.classifier) } }

    /// The multiply-adds of the classifier for one face; `nil` when its file doesn't tell them.
    func costOfClassifying() throws -> StageBenchmark.Cost? {
        let numbers: StageBenchmark.Numbers = try classifiesInIntegers ? .integers : .floats
        return try ONNXArithmetic.multiplications(of: files.classifier, inputShape: faceShape)
            .map { .multiplications(Double($0), numbers) }
    }
}
