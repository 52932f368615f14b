internal import FaceMaskCore
internal import Foundation

/// Draws pictures so that the n faces of an origin have the weight √n: crowds are drawn more often than portraits, and
/// no collection dominates the others. An origin's pictures with a bare face are weighted separately: they are rare
/// among people who wear masks, and the detector missed bare faces in the street most often.
struct SceneSampler {
    /// The indices of the pictures of each group, and the cumulative sum of the groups' weights.
    private let groups: [(pictures: [Int], limit: Double)]
    /// The bare faces that can replace others, by origin: the indices of the picture and of the face in it.
    private let bareFaces: [[(scene: Int, face: Int)]]

    /// The minimum longer side of a face that replaces others, in pixels of its picture.
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

    /// Returns the indices of a picture and of a bare face in it, with equal probability for each origin; `nil` if
    /// there are none.
    func bareFace(using generator: inout SeededGenerator) -> (scene: Int, face: Int)? {
        bareFaces.randomElement(using: &generator)?.randomElement(using: &generator)
    }

    /// Returns the indices of `count` pictures. Each group draws all its pictures before it repeats one.
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
