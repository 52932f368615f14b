import ArgumentParser
import FaceMask
import Foundation

/// Which networks to use and how; shared by every verb that looks at pictures.
struct ModelOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A classifier that 'facemask train' wrote, instead of the one that ships.", valueName: "file"))
    var model: String?

    @Option(
        help: ArgumentHelp(
            "CenterFace's ONNX file, instead of the one that scripts/setup installed.", valueName: "file"))
    var faceDetector: String?

    @Option(help: ArgumentHelp("The least score of a face, 0 to 1.", valueName: "score"))
    var minimumScore: Float?

    @Option(
        help: ArgumentHelp(
            "The longer side, in pixels, at which faces are looked for. Smaller is quicker, larger finds smaller faces.",
            valueName: "pixels"))
    var workingSize: Int?

    @Option(help: ArgumentHelp("Threads for the networks; all cores when not given.", valueName: "number"))
    var threads: Int?

    func validate() throws {
        if model == "" { throw ValidationError("--model is empty; name a model file.") }
        if faceDetector == "" { throw ValidationError("--face-detector is empty; name its file.") }
        if let minimumScore, !(0...1).contains(minimumScore) {
            throw ValidationError("--minimum-score \(minimumScore) is out of range; give a number from 0 to 1.")
        }
        if let workingSize, !(32...8192).contains(workingSize) {
            throw ValidationError("--working-size \(workingSize) is out of range; give pixels from 32 to 8192.")
        }
        if let threads, !(1...1024).contains(threads) {
            throw ValidationError("--threads \(threads) is out of range; give a number from 1 to 1024.")
        }
    }

    func detectorOptions(for purpose: MaskDetector.Options.Purpose = .photos) -> MaskDetector.Options {
        MaskDetector.Options(
            purpose: purpose, classifier: model.map { URL(filePath: $0) },
            faceDetector: faceDetector.map { URL(filePath: $0) },
            minimumScore: minimumScore, workingSide: workingSize, threads: threads)
    }
}
