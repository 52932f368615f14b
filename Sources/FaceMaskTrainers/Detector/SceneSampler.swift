internal import FaceMaskCore
internal import Foundation

/// Draws pictures so that n faces of an origin weigh √n: crowds come up more often than portraits, and no collection drowns
/// the others. An origin's pictures with a bare face count by themselves: they are few among people who wear masks, and bare
/// faces in the street were what the detector missed most.
struct SceneSampler {
    /// The positions of the pictures that are drawn from together, and the sum of the weights up to and with it.
    private let groups: [(pictures: [Int], limit: Double)]
    /// Bare faces to replace others, by origin: the picture's position and the face's in it.
    private let bareFaces: [[(scene: Int, face: Int)]]

    /// The least longer side of a face that replaces others, in pixels of its picture.
    private static let leastSide: Float = 32

    init(_ scenes: [TrainingScene]) {
        let byGroup = Dictionary(grouping: scenes.indices) { index in
            let isBare = scenes[index].faces.contains { $0.state == .notWorn && !$0.isIgnored }
            return scenes[index].origin + (isBare ? "/bare" : "/masked")
        }
        var sum = 0.0
        groups = byGroup.keys.sorted().map { group in
            let pictures = byGroup[group] ?? []
            let faces = pictures.reduce(0) { $0 + max(scenes[$1].faces.count { !$0.isIgnored }, 1) }
            sum += Double(faces).squareRoot()
            return (pictures, sum)
        }
        let byOrigin = Dictionary(grouping: scenes.indices) { scenes[$0].origin }
        bareFaces = byOrigin.keys.sorted().map { origin in
            (byOrigin[origin] ?? []).flatMap { scene in
                scenes[scene].faces.indices.lazy.filter { index in
                    let face = scenes[scene].faces[index]
                    return face.state == .notWorn && !face.isIgnored && face.landmarks != nil
                        && max(face.box.width, face.box.height) >= Self.leastSide
                }.map { (scene, $0) }
            }
        }.filter { !$0.isEmpty }
    }

    /// The position of a picture and of a bare face in it, each origin as often as any other; `nil` where there is none.
    func bareFace(using generator: inout SeededGenerator) -> (scene: Int, face: Int)? {
        bareFaces.randomElement(using: &generator)?.randomElement(using: &generator)
    }

    /// The positions of `count` pictures. Each group goes through all of its own before one comes again.
    func draws(_ count: Int, using generator: inout SeededGenerator) -> [Int] {
        var waiting = groups.map { _ in [Int]() }
        let total = groups.last?.limit ?? 0
        return (0..<count).map { _ in
            let ticket = Double.random(in: 0..<total, using: &generator)
            let group = groups.firstIndex { ticket < $0.limit } ?? groups.count - 1
            if waiting[group].isEmpty { waiting[group] = groups[group].pictures.shuffled(using: &generator) }
            return waiting[group].removeLast()
        }
    }
}
