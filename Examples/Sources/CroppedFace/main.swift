// Classifies a face that is already cut out, such as one of another face detector: swift run CroppedFace CROP
import FaceMask
import Foundation

let crop = try Image(contentsOf: URL(filePath: CommandLine.arguments[1]))
let verdict = try await MaskDetector.load().verdict(onCrop: crop)
for (state, probability) in verdict.probabilities { print(state.label, probability) }
print("Verdict: \(verdict.label)")
