// Prints the faces in photos and how each of them wears a mask: swift run Photo PHOTO…
import FaceMask
import Foundation

let detector = try await MaskDetector.load(.photos)
for path in CommandLine.arguments.dropFirst() {
    let photo = try await detector.photo(at: URL(filePath: path))
    print("\(path): \(photo.sightings.count) face(s)")
    for sighting in photo.sightings {
        let box = sighting.face.box
        print("  \(sighting.verdict.label) \(sighting.verdict.probability) at \(box.x1),\(box.y1)")
    }
}
