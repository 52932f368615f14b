import ArgumentParser
import FaceMaskSynthesisJobs

/// Which faces get a mask or an object, and the networks that find them.
struct BareFaceOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The least shorter side of a face's box, in pixels.", valueName: "pixels"))
    var minFace = 40

    @Option(help: ArgumentHelp("The greatest turn of a face to the side, in degrees.", valueName: "degrees"))
    var maxTurn = 65

    @Flag(help: "Also draw masks onto faces that seem to wear one; only masks over nose and mouth.")
    var masked = false

    @Option(help: ModelOptions.faceDetectorHelp)
    var faceDetector: String?

    @Option(
        help: ArgumentHelp(
            "The TFLite file of Face Mesh; by default the one that scripts/setup installed.", valueName: "file"))
    var faceMesh: String?

    @Option(help: ArgumentHelp("The number of threads; by default all cores.", valueName: "number"))
    var threads: Int?

    func validate() throws {
        if !(8...4096).contains(minFace) {
            throw ValidationError("--min-face \(minFace) is out of range; give pixels from 8 to 4096.")
        }
        if !(0...90).contains(maxTurn) {
            throw ValidationError("--max-turn \(maxTurn) is out of range; give degrees from 0 to 90.")
        }
        if faceDetector == "" { throw ValidationError("--face-detector is empty; give a name or a file.") }
        if faceMesh == "" { throw ValidationError("--face-mesh is empty; name its file.") }
        if let threads, !(1...1024).contains(threads) {
            throw ValidationError("--threads \(threads) is out of range; give a number from 1 to 1024.")
        }
    }

    var limits: BareFaceLimits { BareFaceLimits(minimumSide: minFace, maximumTurn: maxTurn, includesMasked: masked) }

    var networks: BareFaceNetworks { BareFaceNetworks(faceDetector: faceDetector, faceMesh: faceMesh) }
}
