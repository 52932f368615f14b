// Prints who wears no mask in a video, and from when to when: swift run VideoWithoutMasks VIDEO
import FaceMask
import Foundation

let detector = try await MaskDetector.load(.videos)
let video = try await detector.updates(ofVideoAt: URL(filePath: CommandLine.arguments[1]))
for try await case .person(let event) in video where event.kind == .left {
    let person = event.person
    guard person.verdict.state == .notWorn else { continue }
    print("Person \(person.id) wears no mask, \(person.firstSeen) s to \(person.lastSeen) s")
}
