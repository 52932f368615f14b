// Counts people in the lower half of a video and prints alerts: swift run ZonesAndAlerts VIDEO
import FaceMask
import Foundation

let near = try Zone(
    name: "near", corners: [(0, 0.5), (1, 0.5), (1, 1), (0, 1)].map { RelativePoint(x: $0.0, y: $0.1) })
let rule = try AlertRule(parsing: "without>=1 for 1s in near every 60s")
let site = try SiteMonitor(source: "entrance", zones: [near], alerts: [rule])

let detector = try await MaskDetector.load(.videos)
let video = try await detector.updates(ofVideoAt: URL(filePath: CommandLine.arguments[1]), monitoring: site)
for try await update in video {
    switch update {
    case .frame(let frame): print("\(frame.result.time) s: \(frame.result.zones["near"] ?? 0) near")
    case .alert(let alert): print("Alert: \(alert)")
    case .person, .source: break
    }
}
