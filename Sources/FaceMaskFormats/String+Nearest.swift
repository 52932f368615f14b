extension String {
    /// Returns the most similar of `names` if it is likely to be the intended one: at most a third of the letters differ,
    /// or one.
    package func nearest(of names: [String]) -> String? {
        let distances = names.map { (name: $0, distance: distance(to: $0)) }
        guard let nearest = distances.min(by: { $0.distance < $1.distance }) else { return nil }
        return nearest.distance <= max(max(count, nearest.name.count) / 3, 1) ? nearest.name : nil
    }

    /// The letters to insert, delete or replace (Levenshtein distance), ignoring case.
    private func distance(to other: String) -> Int {
        let (letters, others) = (Array(lowercased()), Array(other.lowercased()))
        var row = Array(0...others.count)
        for (index, letter) in letters.enumerated() {
            var diagonal = index
            row[0] = index + 1
            for (column, candidate) in others.enumerated() {
                let exchanged = diagonal + (letter == candidate ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = Swift.min(exchanged, row[column] + 1, row[column + 1] + 1)
            }
        }
        return row[others.count]
    }
}
