import FaceMaskCore
import Foundation
import Testing

@testable import FaceMaskDatasets

struct CropTests {
    private static let image = pattern(seed: 5, width: 200, height: 100)

    @Test func `a small face's crop is the photo's own pixels`() throws {
        let box = Box(x1: 50.3, y1: 30.7, x2: 70.3, y2: 60.7)
        let cut = try #require(CropCut(of: box, in: Self.image))
        // 0.6 of 20 and of 30 on every side, widened to whole pixels.
        #expect(cut.region == Box(x1: 38, y1: 12, x2: 83, y2: 79))
        let picture = cut.picture(from: Self.image)
        #expect((picture.width, picture.height) == (45, 67))
        #expect(picture[3, 4] == Self.image[41, 16])
        let moved = cut.moved(box)
        #expect(abs(moved.x1 - 12.3) < 0.001 && abs(moved.y2 - 48.7) < 0.001)
    }

    /// The face's box in a photo of 1000 × 800, the expected size of the crop's picture, and why.
    private static let cuts: [(box: Box, size: (Int, Int)?, reason: String)] = [
        (Box(x1: 400, y1: 300, x2: 500, y2: 400), (220, 220), "not enlarged"),
        (Box(x1: 300, y1: 200, x2: 748, y2: 648), (485, 400), "half of 969 × 800: clipped but for the left"),
        (Box(x1: 0, y1: 0, x2: 100, y2: 100), (160, 160), "in the corner"),
        (Box(x1: -50, y1: -50, x2: 50, y2: 50), (110, 110), "half outside"),
        (Box(x1: 400, y1: 0, x2: 401, y2: 800), (1, 224), "as thin as can be"),
        (Box(x1: 2000, y1: 0, x2: 2100, y2: 100), nil, "outside"),
        (Box(x1: 1000, y1: 0, x2: 1100, y2: 100), nil, "touching from outside"),
        (Box(x1: 10, y1: 10, x2: 10, y2: 30), nil, "no width"),
        (Box(x1: .nan, y1: 10, x2: 20, y2: 30), nil, "not a number"),
        (Box(x1: 30, y1: 30, x2: 10, y2: 10), nil, "edges out of order"),
    ]

    @Test(arguments: cuts.indices)
    func `the crop's size`(index: Int) {
        let (box, size, reason) = Self.cuts[index]
        let cut = CropCut(of: box, in: Image(width: 1000, height: 800))
        #expect(cut?.width == size?.0 && cut?.height == size?.1, "\(reason): \(String(describing: cut))")
    }

    @Test func `the network's input is the same from the crop as from the photo`() throws {
        let box = Box(x1: 60, y1: 20, x2: 120, y2: 90)
        let cut = try #require(CropCut(of: box, in: Self.image))
        let preprocessing = Preprocessing(
            inputWidth: 32, inputHeight: 32, mean: [127.5, 127.5, 127.5], scale: [1, 1, 1], cropMargin: 0.2)
        let fromPhoto = preprocessing.cutout(ofFace: box, in: Self.image)
        let crop = cut.picture(from: Self.image)
        let fromCrop = preprocessing.cutout(ofFace: cut.moved(box), in: crop)
        #expect(zip(fromPhoto.pixels, fromCrop.pixels).allSatisfy { abs(Int($0) - Int($1)) <= 1 })
    }

    private static func face(_ x: Float) -> Face {
        let point = Point(x: x, y: 5)
        return Face(
            box: Box(x1: x, y1: 0, x2: x + 10, y2: 10), score: 0.9,
            landmarks: Landmarks(leftEye: point, rightEye: point, nose: point, leftMouth: point, rightMouth: point))
    }

    /// Left edges of drawn boxes and of found ones, 10 × 10 each; which found one each drawn one gets; and why.
    private static let matches: [(drawn: [Float], found: [Float], partners: [Float?], reason: String)] = [
        ([0], [0], [0], "the same box"),
        ([0], [4], [4], "an overlap of 0.43"),
        ([0], [5], [nil], "an overlap of a third"),
        ([0], [], [nil], "nothing found"),
        ([], [0], [], "nothing drawn"),
        ([0, 2], [1], [1, nil], "one found for two: between equal ones the first"),
        ([0, 1], [1], [nil, 1], "one found for two: the better one"),
        ([0, 3], [1, 3], [1, 3], "each its own"),
        ([2, 0], [1, 3], [1, 3], "equal overlaps in order"),
    ]

    @Test(arguments: matches.indices)
    func `annotated boxes match detected faces`(index: Int) {
        let (drawn, found, partners, reason) = Self.matches[index]
        let boxes = drawn.map { Box(x1: $0, y1: 0, x2: $0 + 10, y2: 10) }
        let faces = FoundFace.matching(
            boxes.map { AnnotatedFace(state: .worn, extent: .pixels($0)) }, boxes: boxes, with: found.map(Self.face))
        #expect(faces.count == drawn.count)
        for ((face, partner), box) in zip(zip(faces, partners), boxes) {
            #expect(face.kind == (partner == nil ? .annotated : .matched), "\(reason)")
            #expect(face.box.x1 == partner ?? box.x1, "\(reason)")
            #expect((face.landmarks == nil) == (partner == nil), "\(reason)")
        }
    }

    private static let words: [(path: String, word: String?, reason: String)] = [
        ("with_mask/c4k-0_0_1.jpg", "c4k", "up to the hyphen"),
        ("images/tv-sample__1_.jpg", "tv", "in a folder"),
        ("web_12.jpg", "web", "up to the underscore"),
        ("maksssksksss12.png", "maksssksksss", "up to the number at the end"),
        ("12.png", nil, "a number"),
        ("106-with-mask.jpg", nil, "begins with a number"),
        ("augmented_image_12.jpg", nil, "how it came about, not from whom"),
        ("IMG_1234.JPG", nil, "a camera's word"),
        ("portrait.jpg", nil, "a name without a part"),
        ("-.jpg", nil, "nothing before the hyphen"),
    ]

    @Test(arguments: words.indices)
    func `the first word of a name`(index: Int) {
        let (path, word, reason) = Self.words[index]
        #expect(Origins.firstWord(ofFile: path) == word, "\(reason)")
    }

    @Test func `a word is an origin if enough photos share it`() {
        let many = (0..<Origins.minimumPhotos).map { "with_mask/web-\($0).jpg" }
        let paths = many + ["with_mask/lone-1.jpg", "lfw/with_mask/1.jpg"]
        let byName = Origins.origins(of: paths, source: "faces", by: .name)
        #expect(byName.first == "faces/web" && byName.suffix(2) == ["faces", "faces"])
        let folders = (0..<Origins.minimumPhotos).map { "with_mask/lfw/\($0).jpg" } + ["images/train/1.jpg"]
        let byFolder = Origins.origins(of: folders, source: "faces", by: .folder)
        #expect(byFolder.first == "faces/lfw" && byFolder.last == "faces")
    }
}
