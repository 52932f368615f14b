import FaceMaskCore

/// The association of people with the sightings of one frame, made in rounds. A person and a sighting that are paired take
/// no part in later rounds.
struct Association {
    /// The sightings that are not paired yet.
    private(set) var rest: [Sighting]
    /// Indices in the list of people, each with the person's sighting.
    private(set) var pairs: [(person: Int, sighting: Sighting)] = []
    private var taken: Set<Int> = []

    /// Creates an association without pairs.
    init(sightings: [Sighting]) { rest = sightings }

    /// Returns the indices of the people who are not paired yet and meet a condition.
    func people(of everyone: [TrackedPerson], where isCandidate: (TrackedPerson) -> Bool) -> [Int] {
        everyone.indices.filter { !taken.contains($0) && isCandidate(everyone[$0]) }
    }

    /// Pairs unpaired people with unpaired sightings, of those that meet the conditions, with the greatest total likeness.
    mutating func pair(
        _ everyone: [TrackedPerson], where isCandidate: (TrackedPerson) -> Bool, with isOffered: (Sighting) -> Bool,
        by likeness: (TrackedPerson, Sighting) -> Double
    ) {
        let candidates = people(of: everyone, where: isCandidate)
        let offered = rest.indices.filter { isOffered(rest[$0]) }
        let table = candidates.map { person in offered.map { likeness(everyone[person], rest[$0]) } }
        var used: Set<Int> = []
        for (row, column) in Assignment.pairs(table) {
            pairs.append((candidates[row], rest[offered[column]]))
            taken.insert(candidates[row])
            used.insert(offered[column])
        }
        rest = rest.indices.filter { !used.contains($0) }.map { rest[$0] }
    }
}

extension Sighting {
    /// Whether the box is not empty, and all numbers are finite.
    var isUsable: Bool {
        let box = face.box
        return !box.isEmpty && box.area.isFinite && box.center.x.isFinite && box.center.y.isFinite
            && face.score.isFinite && box.area > 0
    }

    /// The minimum score of a strong sighting. From there on the precision is .92 for our detector, .89 for CenterFace
    /// (docs/measurements.md).
    private static let strongScore: Float = 0.5

    /// Whether the sighting is almost certainly a face.
    var isStrong: Bool { face.score >= Self.strongScore }

    /// An order that depends only on the sightings themselves: descending score, then position.
    static func precedes(_ first: Sighting, _ second: Sighting) -> Bool {
        first.orderKey.lexicographicallyPrecedes(second.orderKey)
    }

    private var orderKey: [Float] {
        [-face.score, face.box.x1, face.box.y1, face.box.x2, face.box.y2]
    }
}
