/// Groups of pictures that are near-copies of one another.
public enum NearDuplicates {
    /// The distance up to which two pictures count as near-copies.
    ///
    /// Measured on 1,376 pictures whose pairs were checked by matching local features (SIFT, RANSAC): 77 % of the true
    /// pairs lie within it, 99.6 % of the pairs within it are true, and the largest group has 11 pictures. At 56 chains
    /// of false pairs begin; among 8,568 pictures of other people they begin at 46.
    public static let defaultMaximumDistance = 44

    /// Returns a group number for each picture, 0, 1, 2 … in the order in which groups first appear. Pictures within
    /// `maximumDistance` share a group, and so do those joined by a chain of such pairs.
    ///
    /// Compares all pairs: its time grows with the square of the number of pictures.
    public static func groups(
        of hashes: [PerceptualHash], maximumDistance: Int = defaultMaximumDistance
    ) -> [Int] {
        var sets = DisjointSets(count: hashes.count)
        for pair in pairs(among: hashes, maximumDistance: maximumDistance) { sets.join(pair.first, pair.second) }
        return sets.numbers()
    }

    /// All pairs of positions within `maximumDistance`, the first one lower.
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

/// What a grouping looks like: enough to see that a threshold merges neither too little nor too much.
public struct GroupSummary: Hashable, Sendable {
    /// How many groups there are, those of a single picture included.
    public let groups: Int
    /// Pictures in the largest group. One that holds a good part of the set is a chain of false pairs.
    public let largestGroup: Int
    /// Pictures that share their group with another.
    public let picturesWithTwin: Int

    /// Counts `groups`, one number for each picture.
    public init(of groups: [Int]) {
        let sizes = groups.reduce(into: [Int: Int]()) { $0[$1, default: 0] += 1 }.values
        self.groups = sizes.count
        largestGroup = sizes.max() ?? 0
        picturesWithTwin = sizes.filter { $0 > 1 }.reduce(0, +)
    }
}
