#if Training
import FaceMaskCore
import FaceMaskNetworks
import TestSupport
import Testing

@testable import FaceMaskTrainers

struct FaceAugmentationTests {
    private static let preprocessing = SmallTraining.backbone.preprocessing(side: 64, cropMargin: 0.1)

    private func cutout(_ augmentation: FaceAugmentation, _ number: Int = 0, seed: UInt64) throws -> Image {
        var generator = SeededGenerator(seed: seed)
        return try augmentation.cutout(
            of: try SmallFaceTraining.face(number).loaded(), by: Self.preprocessing, compress: { image, _ in image },
            using: &generator
        ).image
    }

    /// Training and detection have the same input: without changes, that of the preprocessing or its mirror image.
    @Test func withoutChangesItIsThePreprocessing() throws {
        let face = try SmallFaceTraining.face(0).loaded()
        let plain = Self.preprocessing.cutout(
            of: Self.preprocessing.crop(of: face.box, in: face.image), from: face.image)
        #expect(FaceAugmentation.plainCutout(of: face, by: Self.preprocessing) == plain)
        for seed in 0..<4 as Range<UInt64> {
            let image = try cutout(.none, seed: seed)
            let difference = min(
                try #require(largestDifference(image, plain)), try #require(largestDifference(image, plain.mirrored)))
            // The face is cut out first and resized then: two roundings.
            #expect(difference <= 3)
        }
    }

    @Test func theSameSeedGivesTheSamePicture() throws {
        let augmentation = FaceAugmentation()
        for seed in 0..<20 as Range<UInt64> {
            #expect(try cutout(augmentation, seed: seed) == cutout(augmentation, seed: seed))
        }
        #expect(try cutout(augmentation, seed: 1) != cutout(augmentation, seed: 2))
    }

    @Test func everyDrawHasTheInputsSize() throws {
        var all = FaceAugmentation()
        (all.turned, all.lowResolution, all.compressed, all.blurred, all.noisy) = (1, 1, 1, 1, 1)
        (all.relit, all.grey, all.recoloured, all.occluded) = (1, 1, 1, 1)
        all.bearded = 1
        for seed in 0..<40 as Range<UInt64> {
            let image = try cutout(all, Int(seed), seed: seed)
            #expect(image.width == 64 && image.height == 64)
        }
    }

    @Test(arguments: [
        (Box(x1: -30, y1: -30, x2: 20, y2: 20), "beyond the corner"),
        (Box(x1: 78, y1: 78, x2: 79, y2: 79), "one pixel"),
        (Box(x1: 200, y1: 200, x2: 260, y2: 260), "outside"), (Box(x1: 0, y1: 0, x2: 80, y2: 1), "a line"),
    ])
    func oddBoxesGiveAnInput(box: Box, reason: String) throws {
        var face = SmallFaceTraining.face(0)
        face.box = box
        for seed in 0..<20 as Range<UInt64> {
            var generator = SeededGenerator(seed: seed)
            let image = try FaceAugmentation().cutout(
                of: face.loaded(), by: Self.preprocessing, compress: { image, _ in image }, using: &generator
            ).image
            #expect(image.width == 64, "\(reason)")
        }
    }
}

struct PaintingTests {
    private func changed(_ before: Image, _ after: Image, rows: Range<Int>) -> Double {
        let places = rows.flatMap { y in (20..<60).map { ($0, y) } }
        return Double(places.count { before[$0.0, $0.1] != after[$0.0, $0.1] }) / Double(places.count)
    }

    @Test func onlyTheMaskTakesAnotherColour() throws {
        let face = try SmallFaceTraining.face(0).loaded()
        for seed in 0..<8 as Range<UInt64> {
            var copy = face
            var generator = SeededGenerator(seed: seed)
            copy.recolourMask(using: &generator)
            #expect(changed(face.image, copy.image, rows: 44..<62) > 0.9, "the mask")
            #expect(changed(face.image, copy.image, rows: 0..<36) == 0, "eyes and forehead")
        }
    }

    @Test func aMaskOfTheSkinsColourIsUnchanged() throws {
        var face = try SmallFaceTraining.face(1).loaded()
        let before = face.image
        var generator = SeededGenerator(seed: 1)
        face.recolourMask(using: &generator)
        #expect(face.image == before)
    }

    @Test func occludersCoverTheMouthAndNotTheEyes() throws {
        let face = try SmallFaceTraining.face(1).loaded()
        for seed in 0..<12 as Range<UInt64> {
            var copy = face
            var generator = SeededGenerator(seed: seed)
            copy.occludeMouth(using: &generator)
            #expect(changed(face.image, copy.image, rows: 50..<60) > 0.05, "seed \(seed)")
            #expect(changed(face.image, copy.image, rows: 0..<20) < 0.5, "seed \(seed)")
        }
    }

    /// Hair grows around the mouth and on the chin; eyes, nose and lips stay bare, and the face stays without a mask.
    @Test func aBeardLeavesLipsAndNose() throws {
        let face = try SmallFaceTraining.face(1).loaded()
        for seed in 0..<20 as Range<UInt64> {
            var copy = face
            var generator = SeededGenerator(seed: seed)
            copy.growBeard(using: &generator)
            #expect(changed(face.image, copy.image, rows: 60..<68) > 0.05, "there is hair on the chin, seed \(seed)")
            #expect(changed(face.image, copy.image, rows: 0..<34) == 0, "and none above, seed \(seed)")
            #expect(copy.image[40, 54] == face.image[40, 54], "none on the lips, seed \(seed)")
            #expect(copy.image[40, 42] == face.image[40, 42], "none on the nose, seed \(seed)")
            #expect(copy.state == face.state)
            var again = face
            generator = SeededGenerator(seed: seed)
            again.growBeard(using: &generator)
            #expect(again.image == copy.image, "the same seed grows the same beard")
        }
    }

    /// A mask worn rightly covers the tip of the nose, one worn wrongly leaves it as it was.
    @Test func aDrawnMaskIsLabelledByItsPosition() throws {
        let face = try SmallFaceTraining.face(1).loaded()
        var seen: Set<MaskState> = []
        for seed in 0..<40 as Range<UInt64> {
            var copy = face
            var generator = SeededGenerator(seed: seed)
            copy.drawMask(using: &generator)
            seen.insert(copy.state)
            let isNoseBare = copy.image[40, 42] == face.image[40, 42]
            #expect(isNoseBare == (copy.state == .wornIncorrectly), "seed \(seed)")
            // A mask that hangs from an ear is beside the face.
            #expect(changed(face.image, copy.image, rows: 56..<70) > 0.05, "there is a mask below the mouth")
            #expect(changed(face.image, copy.image, rows: 0..<24) == 0, "and none on the forehead")
        }
        #expect(seen == [.worn, .wornIncorrectly])
    }

    @Test(arguments: [
        nil,
        Landmarks(
            leftEye: Point(x: 40, y: 30), rightEye: Point(x: 41, y: 30), nose: Point(x: 40, y: 31),
            leftMouth: Point(x: 40, y: 32), rightMouth: Point(x: 41, y: 32)),
    ])
    func withoutUsableLandmarksNothingIsPainted(landmarks: Landmarks?) throws {
        for number in 0...1 {
            var face = try SmallFaceTraining.face(number).loaded()
            face.landmarks = landmarks
            let before = face.image
            var generator = SeededGenerator(seed: 1)
            face.recolourMask(using: &generator)
            face.occludeMouth(using: &generator)
            face.growBeard(using: &generator)
            face.drawMask(using: &generator)
            #expect(face.image == before)
        }
    }

    @Test func faceCoordinatesFollowTheFace() throws {
        let frame = try #require(FaceFrame(SmallFaceTraining.landmarks))
        #expect(frame.position(x: 27, y: 29).x < -0.45 && abs(frame.position(x: 27, y: 29).y) < 0.05)
        let mouth = frame.position(x: 40, y: 54)
        #expect(abs(mouth.x) < 0.05 && abs(mouth.y - 1) < 0.05)
        let back = frame.pixel(frame.position(x: 33, y: 44))
        #expect(abs(back.x - 33.5) < 1e-3 && abs(back.y - 44.5) < 1e-3)
    }
}

extension FaceAugmentation {
    /// Nothing changes: the face as detection sees it.
    static var none: FaceAugmentation {
        var none = FaceAugmentation()
        (none.scale, none.shift, none.turned, none.lowResolution) = (0, 0, 0, 0)
        (none.compressed, none.blurred, none.noisy, none.relit) = (0, 0, 0, 0)
        (none.grey, none.recoloured, none.occluded, none.drawn) = (0, 0, 0, 0)
        none.bearded = 0
        return none
    }
}
#endif
