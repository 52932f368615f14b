/// Finds groups of near-copies among pictures.
package enum NearDuplicates {
    /// The distance up to which two pictures count as near-copies.
    ///
    /// Measured on 1,376 pictures whose pairs were checked by matching local features (SIFT, RANSAC): 77 % of the true
    /// pairs are within it, 99.6 % of the pairs within it are true, and the largest group has 11 pictures. Chains of
    /// false pairs begin at 56, and at 46 among 8,568 pictures of other people.
    package static let defaultMaximumDistance = 44

    /// Returns a group number for each picture: 0, 1, 2 … in the order in which groups first appear. Pictures within
    /// `maximumDistance` of each other share a group, as do pictures connected by a chain of such pairs.
    ///
    /// It compares all pairs, so its time grows with the square of the number of pictures.
    package static func groups(
        of hashes: [PerceptualHash], maximumDistance: Int = defaultMaximumDistance
    ) -> [Int] {
        var sets = DisjointSets(count: hashes.count)
        for pair in pairs(among: hashes, maximumDistance: maximumDistance) { sets.join(pair.first, pair.second) }
        return sets.numbers()
    }

    /// Returns all pairs of positions within `maximumDistance`, the lower one first.
    static func pairs(
        among hashes: [PerceptualHash], maximumDistance: Int = defaultMaximumDistance
    ) -> [(first: Int, second: Int)] {
        var pairs: [(first: Int, second: Int)] = []
        for first in hashes.indices {
            for second in hashes.indices.dropFirst(first + 1)
            where hashes[first].distance(to: hashes[second], limit: maximumDistance) <= maximumDistance {
                pairs.append((first, second))
            }
        }
        return pairs
    }
}

/// Counts that show whether a threshold merges too few or too many pictures.
package struct GroupSummary: Hashable, Sendable {
    /// The number of groups, including those of a single picture.
    package let groups: Int
    /// The number of pictures in the largest group. A group with a large part of the set is a chain of false pairs.
    package let largestGroup: Int
    /// The number of pictures that share a group with another one.
    package let picturesWithTwin: Int

    /// Counts group numbers, one for each picture.
    package init(of groups: [Int]) {
        let sizes = groups.reduce(into: [Int: Int]()) { $0[$1, default: 0] += 1 }.values
        self.groups = sizes.count
        largestGroup = sizes.max() ?? 0
        picturesWithTwin = sizes.filter { $0 > 1 }.reduce(0, +)
    }
}
