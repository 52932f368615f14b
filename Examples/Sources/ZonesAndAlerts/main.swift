// Counts people in the lower half of a video and raises alerts: swift run ZonesAndAlerts VIDEO
import FaceMask
import Foundation

let near = try Zone(
    name: "near", corners: [(0, 0.5), (1, 0.5), (1, 1), (0, 1)].map { RelativePoint(x: $0.0, y: $0.1) })
let rule = try AlertRule(parsing: "without>=1 for 1s in near every 60s")
var monitor = try SiteMonitor(source: "entrance", zones: [near], alerts: [rule])

let detector = try await MaskDetector.load(.videos)
let video = try await detector.updates(ofVideoAt: URL(filePath: CommandLine.arguments[1]))
for try await case .frame(let frame) in video {
    let observation = monitor.observe(frame.result)
    print("\(frame.result.time) s: \(observation.zones["near"] ?? 0) near")
    for alert in observation.alerts { print("Alert: \(alert)") }
}
