@testable import FaceMaskTracking

/// How well tracks follow people who are known: CLEAR MOT (Bernardin and Stiefelhagen, 2008) and identity measures
/// (Ristani et al., 2016), as the package motmetrics computes them.
struct TrackingScore {
    /// A box with its identity.
    typealias Named = (id: Int, box: Plain)
    /// Edges: left, top, right, bottom.
    typealias Plain = [Double]

    /// The minimum overlap at which a track is matched with a person.
    static let minimumOverlap = 0.5

    private(set) var switches = 0
    private(set) var fragments = 0
    private(set) var misses = 0
    private(set) var falseAlarms = 0
    private(set) var people = 0
    private var found = 0
    /// The track that each person had last.
    private var lastTracks: [Int: Int] = [:]
    /// Whether each person who was found once was found in the last frame.
    private var isFollowed: [Int: Bool] = [:]
    /// In how many frames each person and each track agree.
    private var together: [[Int]: Double] = [:]

    var accuracy: Double { 1 - Double(misses + falseAlarms + switches) / Double(people) }

    /// IDF1.
    var identity: Double {
        let persons = Array(Set(together.keys.map { $0[0] })).sorted()
        let tracks = Array(Set(together.keys.map { $0[1] })).sorted()
        let table = persons.map { person in tracks.map { together[[person, $0], default: 0] } }
        let agreed = Assignment.pairs(table).reduce(0) { $0 + table[$1.row][$1.column] }
        return 2 * agreed / Double(people + found)
    }

    /// Compares one frame.
    mutating func add(truth: [Named], tracks: [Named]) {
        people += truth.count
        found += tracks.count
        let overlaps = truth.map { person in tracks.map { Self.overlap(person.box, $0.box) } }
        for (row, person) in truth.enumerated() {
            for (column, track) in tracks.enumerated() where overlaps[row][column] >= Self.minimumOverlap {
                together[[person.id, track.id], default: 0] += 1
            }
        }
        let matches = matches(truth, tracks, overlaps)
        for (row, column) in matches {
            let person = truth[row].id
            if let last = lastTracks[person], last != tracks[column].id { switches += 1 }
            lastTracks[person] = tracks[column].id
        }
        misses += truth.count - matches.count
        falseAlarms += tracks.count - matches.count
        for (row, person) in truth.enumerated() {
            let isFound = matches.keys.contains(row)
            if isFound, isFollowed[person.id] == false { fragments += 1 }
            if isFound || isFollowed[person.id] != nil { isFollowed[person.id] = isFound }
        }
    }

    /// People keep the track they had while it still fits; the others are paired as closely as possible.
    private func matches(_ truth: [Named], _ tracks: [Named], _ overlaps: [[Double]]) -> [Int: Int] {
        var matches: [Int: Int] = [:]
        for (row, person) in truth.enumerated() {
            if let last = lastTracks[person.id], let column = tracks.firstIndex(where: { $0.id == last }),
                overlaps[row][column] >= Self.minimumOverlap, !matches.values.contains(column)
            {
                matches[row] = column
            }
        }
        let rows = truth.indices.filter { matches[$0] == nil }
        let columns = tracks.indices.filter { !matches.values.contains($0) }
        let table = rows.map { row in
            // The number of pairs takes precedence over their overlap: in motmetrics, unmatched ones have no cost.
            columns.map { overlaps[row][$0] >= Self.minimumOverlap ? 1000 + overlaps[row][$0] : 0 }
        }
        for (row, column) in Assignment.pairs(table) { matches[rows[row]] = columns[column] }
        return matches
    }

    static func overlap(_ first: Plain, _ second: Plain) -> Double {
        let width = min(first[2], second[2]) - max(first[0], second[0])
        let height = min(first[3], second[3]) - max(first[1], second[1])
        guard width > 0, height > 0 else { return 0 }
        func area(_ box: Plain) -> Double { (box[2] - box[0]) * (box[3] - box[1]) }
        return width * height / (area(first) + area(second) - width * height)
    }
}
