// Writes a photo again with its faces marked: swift run Annotate PHOTO OUTPUT.jpg
import FaceMask
import FaceMaskAnnotation
import Foundation

let paths = CommandLine.arguments.dropFirst().map { URL(filePath: $0) }
let image = try Image(contentsOf: paths[0])
let faces = try await MaskDetector.load().faces(in: image)
let annotated = try Annotator().annotated(image, with: faces)
try annotated.write(to: paths[1])
