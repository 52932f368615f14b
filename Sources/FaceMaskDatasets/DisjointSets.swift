/// Things that belong together, joined pair by pair.
struct DisjointSets {
    private var parents: [Int]

    init(count: Int) { parents = Array(0..<count) }

    mutating func join(_ first: Int, _ second: Int) {
        let (one, other) = (root(of: first), root(of: second))
        parents[max(one, other)] = min(one, other)
    }

    /// A number for each thing, 0, 1, 2 … in the order in which sets first appear.
    mutating func numbers() -> [Int] {
        var numbers: [Int: Int] = [:]
        return parents.indices.map { index in
            let root = root(of: index)
            let number = numbers[root] ?? numbers.count
            numbers[root] = number
            return number
        }
    }

    /// Halves the path on the way up, which keeps later walks short.
    private mutating func root(of index: Int) -> Int {
        var index = index
        while parents[index] != index {
            parents[index] = parents[parents[index]]
            index = parents[index]
        }
        return index
    }
}
