import FaceMaskCore

/// Who is whom in one frame, found in rounds: a person and a sighting that are paired are out of the later ones.
struct Association {
    /// The sightings that nobody got yet.
    private(set) var rest: [Sighting]
    /// Places in the list of people, each with the sighting that is theirs.
    private(set) var pairs: [(person: Int, sighting: Sighting)] = []
    private var taken: Set<Int> = []

    /// Nobody paired yet.
    init(sightings: [Sighting]) { rest = sightings }

    /// The places of those not paired yet who fulfil a condition.
    func people(of everyone: [Person], where isAsked: (Person) -> Bool) -> [Int] {
        everyone.indices.filter { !taken.contains($0) && isAsked(everyone[$0]) }
    }

    /// Pairs some of those left with some of the sightings left, as alike as possible altogether.
    mutating func pair(
        _ everyone: [Person], where isAsked: (Person) -> Bool, with isOffered: (Sighting) -> Bool,
        by likeness: (Person, Sighting) -> Double
    ) {
        let asked = people(of: everyone, where: isAsked)
        let offered = rest.indices.filter { isOffered(rest[$0]) }
        let table = asked.map { person in offered.map { likeness(everyone[person], rest[$0]) } }
        var used: Set<Int> = []
        for (row, column) in Assignment.pairs(table) {
            pairs.append((asked[row], rest[offered[column]]))
            taken.insert(asked[row])
            used.insert(offered[column])
        }
        rest = rest.indices.filter { !used.contains($0) }.map { rest[$0] }
    }
}

extension Sighting {
    /// Whether the box is a box and the score a number.
    var isUsable: Bool {
        let box = face.box
        return !box.isEmpty && box.area.isFinite && box.center.x.isFinite && box.center.y.isFinite
            && face.score.isFinite && box.area > 0
    }

    /// Scores from here on are strong: the precision there is .92 of our detector, .89 of CenterFace (docs/design.md).
    private static let strongScore: Float = 0.5

    /// Whether this is surely a face.
    var isStrong: Bool { face.score >= Self.strongScore }

    /// An order that hangs on nothing but what was seen: by falling score, then by place.
    static func precedes(_ first: Sighting, _ second: Sighting) -> Bool {
        first.orderKey.lexicographicallyPrecedes(second.orderKey)
    }

    private var orderKey: [Float] {
        [-face.score, face.box.x1, face.box.y1, face.box.x2, face.box.y2]
    }
}
