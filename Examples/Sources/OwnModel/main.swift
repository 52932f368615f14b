// Uses a classifier of your own, which `facemask train` wrote: swift run OwnModel MODEL.onnx PHOTO
import FaceMask
import Foundation

let paths = CommandLine.arguments.dropFirst().map { URL(filePath: $0) }
var configuration = MaskDetector.Configuration.photo
configuration.classifier = .file(paths[0])
configuration.search = try SearchPolicy(.smallestFace(20), minimumScore: 0.6)
let detector = try await MaskDetector.load(configuration)
print("\(detector.manifest.name) knows \(detector.manifest.labels)")
for sighting in try await detector.photo(at: paths[1]).sightings { print(sighting.verdict.label, sighting.face.box) }
