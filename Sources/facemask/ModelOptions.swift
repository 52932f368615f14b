import ArgumentParser
import FaceMask
import Foundation

/// The networks and how they run; shared by every verb that analyzes pictures.
struct ModelOptions: ParsableArguments {
    static let faceDetectorHelp = ArgumentHelp(
        "The face detector: facemask (our own), centerface, or the ONNX file of either or of YuNet.",
        valueName: "name|file")

    static let exactHelp = ArgumentHelp(
        """
        Compute in 32 bits, so that results are the same on every machine and for any number of photos; by default \
        bfloat16 or 8-bit integers are used where the processor is faster in them.
        """)

    @Option(
        help: ArgumentHelp(
            "A classifier that 'facemask train' wrote; by default the one that ships with FaceMask.", valueName: "file")
    )
    var model: String?

    @Option(help: Self.faceDetectorHelp)
    var faceDetector: String?

    @Option(help: ArgumentHelp("The minimum score of a face, 0 to 1.", valueName: "score"))
    var minimumScore: Float?

    @Option(
        help: ArgumentHelp(
            "The longer side, in pixels, of the picture that is searched. Smaller is faster, larger finds smaller faces.",
            valueName: "pixels"))
    var workingSize: Int?

    @Option(
        help: ArgumentHelp(
            """
            The longer side, in pixels of the picture, of the smallest face to find. It sets the working size; very \
            large pictures are searched in tiles.
            """, valueName: "pixels"))
    var minFace: Float?

    @Option(help: ArgumentHelp("The number of threads for the networks; by default all cores.", valueName: "number"))
    var threads: Int?

    @Flag(help: Self.exactHelp)
    var exact = false

    func validate() throws {
        if model == "" { throw ValidationError("--model is empty; name a model file.") }
        if faceDetector == "" { throw ValidationError("--face-detector is empty; name one, or its file.") }
        if let minimumScore, !SearchPolicy.scores.contains(minimumScore) {
            throw ValidationError("--minimum-score \(minimumScore) is out of range; give a number from 0 to 1.")
        }
        if let workingSize, !SearchPolicy.workingSides.contains(workingSize) {
            throw ValidationError("--working-size \(workingSize) is out of range; give pixels from 32 to 8192.")
        }
        if let minFace, !SearchPolicy.smallestFaces.contains(minFace) {
            throw ValidationError("--min-face \(minFace) is out of range; give pixels from 4 to 10000.")
        }
        if minFace != nil, workingSize != nil {
            throw ValidationError("--min-face sets the working size; leave out --working-size.")
        }
        if let threads, !ComputeOptions.threadCounts.contains(threads) {
            throw ValidationError("--threads \(threads) is out of range; give a number from 1 to 1024.")
        }
    }

    /// The configuration that the options describe; `threads` replaces theirs.
    func configuration(
        for purpose: MaskDetector.Configuration.Purpose, _ workload: Workload, threads: Int? = nil
    ) throws -> MaskDetector.Configuration {
        let detail: SearchPolicy.Detail =
            if let minFace { .smallestFace(minFace) } else if let workingSize { .workingSide(workingSize) } else {
                .automatic
            }
        var configuration = MaskDetector.Configuration(
            purpose: purpose, workload: workload, search: try SearchPolicy(detail, minimumScore: minimumScore),
            compute: try ComputeOptions(threads: threads ?? self.threads, precision: exact ? .exact : .fast))
        configuration.detector = DetectorModel(named: faceDetector)
        if let model { configuration.classifier = .file(URL(filePath: model)) }
        return configuration
    }
}
