import FaceMaskCore
import Foundation
import Testing

@testable import FaceMaskDatasets

struct PhotoGroupsTests {
    private static func photo(
        _ path: String, content: String? = nil, whole: UInt64, faces: [UInt64] = [], isScene: Bool = true
    ) -> PhotoFingerprint {
        PhotoFingerprint(
            path: path, contentHash: content ?? path, whole: PerceptualHash(of: pattern(seed: whole)),
            faces: faces.map { PerceptualHash(of: pattern(seed: $0)) }, mayBeFrame: isScene)
    }

    @Test func `dissimilar photos have separate groups`() {
        let photos = (0..<6).map { Self.photo("s/\(Character(Unicode.Scalar(97 + UInt8($0)))).jpg", whole: $0) }
        #expect(PhotoGroups.groups(of: photos) == [0, 1, 2, 3, 4, 5])
        #expect(PhotoGroups.groups(of: []) == [])
    }

    @Test func `equal bytes, similar photos and similar faces join groups, also in chains`() {
        let photos = [
            Self.photo("s/a.jpg", content: "x", whole: 1),
            Self.photo("s/b.jpg", content: "x", whole: 2),
            Self.photo("t/c.jpg", whole: 2, faces: [11]),
            Self.photo("t/d.jpg", whole: 3),
            Self.photo("t/e.jpg", whole: 4, faces: [12, 11]),
        ]
        #expect(PhotoGroups.groups(of: photos) == [0, 0, 0, 1, 0])
    }

    @Test func `pictures made from a photo are in its group`() {
        func made(_ path: String, of original: String, whole: UInt64) -> PhotoFingerprint {
            var photo = Self.photo(path, whole: whole, isScene: false)
            photo.originalHash = original
            return photo
        }
        let photos = [
            made("made/a.jpg", of: "A", whole: 1), made("made/b.jpg", of: "B", whole: 2),
            made("made/a-v2.jpg", of: "A", whole: 3), Self.photo("in/b.jpg", content: "B", whole: 4),
            Self.photo("in/a.jpg", content: "A", whole: 5), Self.photo("in/c.jpg", whole: 6),
        ]
        #expect(PhotoGroups.groups(of: photos) == [0, 1, 0, 1, 0, 2])
    }

    @Test func `roughly similar frames of a clip join, faces in sequence don't`() throws {
        let original = PerceptualHash(of: pattern(seed: 1))
        let range = NearDuplicates.defaultMaximumDistance + 1...PhotoGroups.frameDistance
        // Further than near-copies, nearer than strangers.
        let rough = try #require(
            (1..<32).lazy.map { PerceptualHash(of: Self.mixture(part: $0)) }
                .first { range.contains(original.distance(to: $0)) })
        func groups(_ names: [String], isScene: Bool) -> [Int] {
            let hashes = [original, rough]
            return PhotoGroups.groups(
                of: zip(names, hashes).map {
                    PhotoFingerprint(path: $0, contentHash: $0, whole: $1, faces: [], mayBeFrame: isScene)
                })
        }
        #expect(groups(["s/tv_7_.jpg", "s/tv_8_.jpg"], isScene: true) == [0, 0])
        #expect(groups(["s/tv_7_.jpg", "s/tv_9_.jpg"], isScene: true) == [0, 0])
        #expect(groups(["s/tv_7_.jpg", "s/tv_10_.jpg"], isScene: true) == [0, 1], "too far in time")
        #expect(groups(["s/tv_7_.jpg", "s/web_8_.jpg"], isScene: true) == [0, 1], "another clip")
        #expect(groups(["s/tv_7_.jpg", "s/tv_8_.jpg"], isScene: false) == [0, 1], "faces look alike anyway")
    }

    /// The picture of seed 1 with `part` of 32 parts of another one.
    private static func mixture(part: Int) -> Image {
        let (one, other) = (pattern(seed: 1).pixels, pattern(seed: 2).pixels)
        let pixels = one.indices.map { index -> UInt8 in
            UInt8((Int(one[index]) * (32 - part) + Int(other[index]) * part) / 32)
        }
        return Image(width: 64, height: 64, pixels: pixels)
    }

    private static let neighbours: [(paths: [String], pairs: Int, reason: String)] = [
        (["a1.jpg", "a2.jpg", "a3.jpg"], 3, "one and two apart"),
        (["a01.jpg", "a2.jpg"], 1, "leading zeros don't count"),
        (["a1.jpg", "b2.jpg"], 0, "other names"),
        (["x/a1.jpg", "y/a2.jpg"], 0, "other folders"),
        (["a1_720p.jpg", "a2_720p.jpg"], 0, "the last number decides"),
        (["a99999999999999999999.jpg", "a99999999999999999998.jpg"], 0, "more than a number holds"),
        (["a.jpg", ".1", "1", "2"], 1, "names without letters or numbers"),
    ]

    @Test(arguments: neighbours.indices)
    func `neighbours by name`(index: Int) {
        let (paths, pairs, reason) = Self.neighbours[index]
        #expect(PhotoGroups.neighbours(in: paths).count == pairs, "\(reason)")
    }

    private static let digest = String(repeating: "ab", count: 32)

    @Test func `decisions are found by hash and by path`() throws {
        let text = """
            # looked at twice
            \(Self.digest.uppercased()) no face

            scenes/images/a.jpg blurred
            faces/a b.jpg\twith a blank in its name
            """
        let list = try DecisionList(text, kind: .exclusion, name: "x")
        #expect(list.subjects.count == 3)
        #expect(list.subject(among: ["other", Self.digest]) == Self.digest)
        #expect(list.subject(among: ["scenes/images/a.jpg"]) == "scenes/images/a.jpg")
        #expect(list.subject(among: ["faces/a b.jpg"]) != nil)
        #expect(list.subject(among: ["blurred"]) == nil)
        let labels = try DecisionList("\(Self.digest) mask_weared_incorrect nose out", kind: .relabelling, name: "x")
        #expect(labels.state(of: [Self.digest]) == .wornIncorrectly)
        #expect(labels.state(of: ["other"]) == nil)
    }

    private static let broken: [(text: String, kind: DecisionList.Kind, reason: String)] = [
        ("a.jpg", .exclusion, "no reason"),
        ("a.jpg with_mask", .relabelling, "a state, no reason"),
        ("a.jpg", .relabelling, "no state"),
        ("a.jpg hat because", .relabelling, "no such state"),
        ("# fine\n\nb.jpg", .exclusion, "the third line"),
    ]

    @Test(arguments: broken.indices)
    func `an invalid list names its line`(index: Int) {
        let (text, kind, reason) = Self.broken[index]
        let error = #expect(throws: DatasetError.self, "\(reason)") {
            try DecisionList(text, kind: kind, name: "list.txt")
        }
        let line = text.split(separator: "\n", omittingEmptySubsequences: false).count
        #expect(error?.description.contains("line \(line)") == true)
    }
}
