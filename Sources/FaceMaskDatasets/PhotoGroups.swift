/// What tells a photo from its near-copies.
public struct PhotoFingerprint: Sendable {
    /// The photo's path: its source, then the path below it.
    public var path: String
    /// Equal for files with the same bytes.
    public var contentHash: String
    /// The `contentHash` of the photo that it was made of; `nil` where it was made of none.
    public var originalHash: String?
    /// Of the whole photo.
    public var whole: PerceptualHash
    /// Of its faces that are large enough to be told from others.
    public var faces: [PerceptualHash]
    /// Whether it may be a frame of a clip: a whole scene, not a picture of one face, which looks like that of any other.
    public var mayBeFrame: Bool

    /// Creates a fingerprint.
    public init(
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

/// Groups of photos that must not be divided between learning and checking.
///
/// Photos belong together when their bytes are equal or they were made of the same photo, when they look alike as a whole (copies that were recompressed,
/// turned, mirrored), when a face in one looks like a face in the other (another framing of the same photo), or when
/// their names differ only in a number, by little, and they look roughly alike (frames of one clip).
public enum PhotoGroups {
    /// The shorter side of a face, in pixels, from which on its fingerprint is used: the fingerprint looks at 32 × 32.
    public static let leastFaceSide: Float = 32
    /// The distance up to which two faces count as cut from one photo. Measured on 12,757 faces: up to it the largest
    /// group has 14, the number of copies that there are; at 44 one of 47 people with the same pasted mask begins.
    public static let faceDistance = 40
    /// Photos whose numbers differ by at most this may be frames of one clip.
    static let longestStep = 2
    /// The distance up to which photos that follow one another by name count as frames of one clip.
    static let frameDistance = 88

    /// A group number for each photo, 0, 1, 2 … in the order in which groups first appear.
    public static func groups(of photos: [PhotoFingerprint]) -> [Int] {
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

    /// Pairs of positions whose paths differ only in their last number, by at most `longestStep`.
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

    /// The path with its file name's last number taken out, and that number.
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
