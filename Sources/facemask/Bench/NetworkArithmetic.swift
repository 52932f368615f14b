import FaceMask
import FaceMaskDetection
import Foundation
import FaceMaskModelFiles

/// The arithmetic of a detector's two networks, as their files say; each size is counted once.
struct NetworkArithmetic {
    private let files: (faceDetector: URL, classifier: URL)
    private let faceShape: [Int]
    private var known: [[Int]: Int?] = [:]

    init(of detector: MaskDetector) {
        files = detector.files
        let preprocessing = detector.manifest.preprocessing
        faceShape = [1, 3, preprocessing.inputHeight, preprocessing.inputWidth]
    }

    /// Multiply-adds of the face detector for one picture; `nil` where they can't be told.
    mutating func ofDetecting(_ inputs: [DetectorInput]) throws -> Double? {
        var sum = 0.0
        for input in inputs {
            if known[input.shape] == nil {
                known[input.shape] = try ONNXArithmetic.multiplications(of: files.faceDetector, inputShape: input.shape)
            }
            guard let count = known[input.shape] ?? nil else { return nil }
            sum += Double(count)
        }
        return inputs.isEmpty ? nil : sum
    }

    /// Whether the classifier multiplies 8-bit integers.
    var classifiesInIntegers: Bool { get throws { try ONNXArithmetic.isInIntegers(files.classifier) } }

    /// Multiply-adds of the classifier for one face; `nil` where they can't be told.
    func ofClassifying() throws -> BenchWork.Cost? {
        let numbers: BenchWork.Numbers = try classifiesInIntegers ? .integers : .floats
        return try ONNXArithmetic.multiplications(of: files.classifier, inputShape: faceShape)
            .map { .multiplications(Double($0), numbers) }
    }
}
