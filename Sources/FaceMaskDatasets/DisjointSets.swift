/// Disjoint sets of numbered elements, which can be joined.
struct DisjointSets {
    private var parents: [Int]

    init(count: Int) { parents = Array(0..<count) }

    mutating func join(_ first: Int, _ second: Int) {
        let (one, other) = (root(of: first), root(of: second))
        parents[max(one, other)] = min(one, other)
    }

    /// Returns a set number for each element: 0, 1, 2 … in the order in which sets first appear.
    mutating func numbers() -> [Int] {
        var numbers: [Int: Int] = [:]
        return parents.indices.map { index in
            let root = root(of: index)
            let number = numbers[root] ?? numbers.count
            numbers[root] = number
            return number
        }
    }

    /// Returns the root of an element's set, and halves the path to it, so that later searches are short.
    private mutating func root(of index: Int) -> Int {
        var index = index
        while parents[index] != index {
            parents[index] = parents[parents[index]]
            index = parents[index]
        }
        return index
    }
}
