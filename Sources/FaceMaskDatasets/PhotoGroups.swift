/// The properties by which near-copies of a photo are recognised.
package struct PhotoFingerprint: Sendable {
    /// The photo's path: its source, then the path below it.
    package var path: String
    /// Equal for files with the same bytes.
    package var contentHash: String
    /// The `contentHash` of the photo that it was created from; `nil` for an original photo.
    package var originalHash: String?
    /// The hash of the whole photo.
    package var whole: PerceptualHash
    /// The hashes of its faces that are large enough to be compared.
    package var faces: [PerceptualHash]
    /// Whether it may be a frame of a video: a whole scene. Pictures of single faces are too similar to each other.
    package var mayBeFrame: Bool

    /// Creates a fingerprint.
    package init(
        path: String, contentHash: String, originalHash: String? = nil, whole: PerceptualHash, faces: [PerceptualHash],
        mayBeFrame: Bool
    ) {
        self.originalHash = originalHash
        self.path = path
        self.contentHash = contentHash
        self.whole = whole
        self.faces = faces
        self.mayBeFrame = mayBeFrame
    }
}

/// Finds groups of photos that must be on one side of a split.
///
/// Photos are in a group if their bytes are equal or they were created from the same photo; if they are similar as a
/// whole (recompressed, rotated or mirrored copies); if a face in one is similar to a face in the other (another
/// framing of the same photo); or if their names differ slightly in a number and they are roughly similar (frames of
/// one video).
package enum PhotoGroups {
    /// The minimum shorter side of a face for a fingerprint, in pixels: a fingerprint is computed from 32 × 32 pixels.
    package static let minimumFaceSide: Float = 32
    /// The maximum distance of two faces from one photo. Measured on 12,757 faces: the largest group has 14 faces,
    /// which is the number of copies; at 44 a group of 47 people with the same pasted mask appears.
    package static let faceDistance = 40
    /// The maximum difference between the numbers of neighbouring frames.
    static let longestStep = 2
    /// The maximum distance of neighbouring frames of one video.
    static let frameDistance = 88

    /// Returns a group number for each photo: 0, 1, 2 … in the order in which groups first appear.
    package static func groups(of photos: [PhotoFingerprint]) -> [Int] {
        var sets = DisjointSets(count: photos.count)
        var firstWithContent: [String: Int] = [:]
        for (index, photo) in photos.enumerated() {
            for hash in [photo.contentHash, photo.originalHash].compactMap(\.self) {
                if let first = firstWithContent[hash] {
                    sets.join(first, index)
                } else {
                    firstWithContent[hash] = index
                }
            }
        }
        for pair in NearDuplicates.pairs(among: photos.map(\.whole)) { sets.join(pair.first, pair.second) }
        let faces = photos.enumerated().flatMap { index, photo in photo.faces.map { (index, $0) } }
        for pair in NearDuplicates.pairs(among: faces.map(\.1), maximumDistance: faceDistance) {
            sets.join(faces[pair.first].0, faces[pair.second].0)
        }
        for (first, second) in neighbours(in: photos.map(\.path))
        where photos[first].mayBeFrame && photos[second].mayBeFrame
            && photos[first].whole.distance(to: photos[second].whole, limit: frameDistance) <= frameDistance
        {
            sets.join(first, second)
        }
        return sets.numbers()
    }

    /// Returns pairs of positions whose paths differ only in their last number, by at most `longestStep`.
    static func neighbours(in paths: [String]) -> [(Int, Int)] {
        var series: [String: [(number: Int, position: Int)]] = [:]
        for (position, path) in paths.enumerated() {
            guard let (frame, number) = numbered(path) else { continue }
            series[frame, default: []].append((number, position))
        }
        var pairs: [(Int, Int)] = []
        for members in series.values {
            let sorted = members.sorted { ($0.number, $0.position) < ($1.number, $1.position) }
            for (index, member) in sorted.enumerated() {
                for other in sorted[(index + 1)...].prefix(while: { $0.number - member.number <= longestStep }) {
                    pairs.append((member.position, other.position))
                }
            }
        }
        return pairs
    }

    /// Returns the path without the last number of its file name, and that number.
    private static func numbered(_ path: String) -> (frame: String, number: Int)? {
        let start = path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex
        let end = path.lastIndex(of: ".").flatMap { $0 > start ? $0 : nil } ?? path.endIndex
        guard let lastDigit = path[start..<end].lastIndex(where: \.isASCIIDigit) else { return nil }
        let digits = path[start...lastDigit].suffixDigits
        guard let number = Int(digits) else { return nil }
        return (path[..<digits.startIndex] + "#" + path[digits.endIndex...], number)
    }
}

extension Character {
    fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}

extension Substring {
    fileprivate var suffixDigits: Substring {
        let start = lastIndex { !("0"..."9").contains($0) }.map(index(after:)) ?? startIndex
        return self[start...]
    }
}
