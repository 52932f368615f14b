// Watches a camera until Ctrl-C and prints what happens: swift run WatchCamera 'rtsp://user:${CAM_PASSWORD}@host/stream'
import FaceMask

// Single quotes keep the shell from expanding ${CAM_PASSWORD}: FaceMask takes it from the environment and never shows it.
let camera = LiveSource(try VideoAddress(CommandLine.arguments[1]))
let detector = try await MaskDetector.load(.videos)
for try await update in detector.updates(of: camera) {
    switch update {
    case .frame, .alert: break
    case .person(let event): print("person \(event.person.id) \(event.kind.label): \(event.person.verdict.label)")
    case .source(let health): print(health)
    }
}
