import Foundation
import Testing

/// Two people who walk past each other, three rows of people in front of each other, and others who stand.
private let crossing: [SyntheticScene.Path] = [
    { (100 + 130 * $0, 300, 60) }, { (1150 - 130 * $0, 310, 70) },
    { (200 + 90 * $0, 330 + 40 * sin($0), 50) }, { _ in (640, 320, 45) },
]
private let crowd: [SyntheticScene.Path] = (0..<10).map { index in
    let phase = Double(index) * 1.7
    return { time in
        let way = 300 * sin(time * 0.35 + phase)
        return (640 + way * 1.9, 200 + 35 * Double(index) + 25 * cos(time + phase), 40 + 4 * Double(index))
    }
}
/// A camera that swings to and fro by most of a frame's width in three seconds, up to 1.3 faces a frame.
private let panned: [SyntheticScene.Path] = (0..<4).map { index in
    { time in (640 + 160 * (Double(index) - 1.5) + 420 * sin(time * 2.1), 250 + 60 * Double(index), 55) }
}
/// Somebody who turns round behind the pillar comes back on the same side, after 1.8 seconds.
private let hidden: [SyntheticScene.Path] = [
    { (300 + 110 * $0, 300, 60) }, { (540 + 180 * sin($0 * 1.6 + 2.4), 480, 60) }, { (1000 - 90 * $0, 200, 60) },
]

/// The constants of the tracker were chosen on other seeds, 1 to 8.
private let seeds: ClosedRange<UInt64> = 9...13

private let scenes: [(scene: SyntheticScene, people: Int)] = [
    (SyntheticScene(name: "crossings", paths: crossing), 4),
    (
        SyntheticScene(
            name: "crossings, 8 uneven frames a second", paths: crossing, framesPerSecond: 8, unevenness: 0.8), 4
    ),
    (SyntheticScene(name: "crossings, every 5th frame looked at", paths: crossing, detectEvery: 5), 4),
    (SyntheticScene(name: "crossings, 60 frames a second", paths: crossing, framesPerSecond: 60), 4),
    (SyntheticScene(name: "crossings, 3 of 10 missed", paths: crossing, missed: 0.3, falseAlarms: 0.2), 4),
    (SyntheticScene(name: "crossings, boxes tremble", paths: crossing, trembling: 0.1), 4),
    (SyntheticScene(name: "crowd of ten", paths: crowd, seconds: 12), 10),
    (SyntheticScene(name: "camera swings", paths: panned), 4),
    (SyntheticScene(name: "camera swings, every 3rd frame", paths: panned, detectEvery: 3), 4),
    (SyntheticScene(name: "behind a pillar", paths: hidden, pillar: 560...720), 3),
]

/// What is known to go less well: nothing tells a camera's swing of two faces a detection from other people.
private let minimumScores = ["camera swings, every 3rd frame": (accuracy: 0.5, identity: 0.6)]

/// `FACEMASK_SHOW_TRACKING=1 swift test --filter SyntheticSceneTests` writes the table.
@Suite struct SyntheticSceneTests {
    @Test func peopleKeepTheirIdentity() throws {
        var lines = ["scene | MOTA | IDF1 | switches | fragments | people counted (true)"]
        for (scene, people) in scenes {
            var (accuracy, identity, switches, fragments, count) = (0.0, 0.0, 0, 0, 0)
            for seed in seeds {
                var scene = scene
                scene.seed = seed
                let result = scene.score()
                accuracy += result.score.accuracy / Double(seeds.count)
                identity += result.score.identity / Double(seeds.count)
                switches += result.score.switches
                fragments += result.score.fragments
                count += result.count
            }
            lines.append(
                String(format: "| %.3f | %.3f | %d | %d |", accuracy, identity, switches, fragments)
                    .replacing("| ", with: "\(scene.name) | ", maxReplacements: 1)
                    + " \(count) (\(people * seeds.count))")
            let least = minimumScores[scene.name] ?? (accuracy: 0.9, identity: 0.84)
            #expect(accuracy > least.accuracy, "\(scene.name)")
            #expect(identity > least.identity, "\(scene.name)")
        }
        if ProcessInfo.processInfo.environment["FACEMASK_SHOW_TRACKING"] != nil {
            try FileHandle.standardError.write(contentsOf: Data((lines.joined(separator: "\n") + "\n").utf8))
        }
    }
}
