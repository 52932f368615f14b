internal import FaceMaskCore
internal import Foundation

/// Draws pictures so that an origin of n faces weighs √n: crowds come up more often than portraits, and no collection
/// drowns the others.
struct SceneSampler {
    /// The positions of an origin's pictures, and the sum of the weights up to and with it.
    private let origins: [(pictures: [Int], limit: Double)]

    init(_ scenes: [TrainingScene]) {
        let byOrigin = Dictionary(grouping: scenes.indices) { scenes[$0].origin }
        var sum = 0.0
        origins = byOrigin.keys.sorted().map { origin in
            let pictures = byOrigin[origin] ?? []
            let faces = pictures.reduce(0) { $0 + max(scenes[$1].faces.count { !$0.isIgnored }, 1) }
            sum += Double(faces).squareRoot()
            return (pictures, sum)
        }
    }

    /// The positions of `count` pictures. Each origin goes through all of its own before one comes again.
    func draws(_ count: Int, using generator: inout SeededGenerator) -> [Int] {
        var waiting = origins.map { _ in [Int]() }
        let total = origins.last?.limit ?? 0
        return (0..<count).map { _ in
            let ticket = Double.random(in: 0..<total, using: &generator)
            let origin = origins.firstIndex { ticket < $0.limit } ?? origins.count - 1
            if waiting[origin].isEmpty { waiting[origin] = origins[origin].pictures.shuffled(using: &generator) }
            return waiting[origin].removeLast()
        }
    }
}
