// Writes the photos of a folder again with all faces blurred: swift run BlurFolder FOLDER OUTPUT
import FaceMask
import FaceMaskAnnotation
import Foundation

let folders = CommandLine.arguments.dropFirst().map { URL(filePath: $0, directoryHint: .isDirectory) }
let files = FileManager.default
try files.createDirectory(at: folders[1], withIntermediateDirectories: true)
let detector = try await MaskDetector.load(.photos)
for photo in try files.contentsOfDirectory(at: folders[0], includingPropertiesForKeys: nil) {
    do {
        let image = try Image(contentsOf: photo)
        let boxes = try await detector.faces(in: image).map(\.face.box)
        let output = folders[1].appending(path: photo.deletingPathExtension().lastPathComponent + ".jpg")
        try FaceHider().hiding(boxes, in: image).write(to: output)
    } catch let error as MediaError {
        print(error)  // Not a picture, or a damaged one: the others are written all the same.
    }
}
