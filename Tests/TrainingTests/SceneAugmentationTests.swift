#if Training
import FaceMaskCore
import Foundation
import TestSupport
import Testing

@testable import FaceMaskTrainers

struct SceneAugmentationTests {
    /// A dark picture with a face that is one bright rectangle, green to its left and blue to its right half.
    private static func scene(width: Int = 200, height: Int = 150) -> LoadedScene {
        let box = Box(x1: 80, y1: 40, x2: 120, y2: 90)
        var image = Image(width: width, height: height)
        for y in 40..<90 { for x in 80..<120 { image[x, y] = x < 100 ? (0, 255, 0) : (0, 0, 255) } }
        let landmarks = Landmarks(
            leftEye: Point(x: 90, y: 55), rightEye: Point(x: 110, y: 55), nose: Point(x: 100, y: 65),
            leftMouth: Point(x: 92, y: 80), rightMouth: Point(x: 108, y: 80))
        return LoadedScene(image: image, faces: [SceneFace(box: box, landmarks: landmarks, state: .worn)])
    }

    /// Without changes of colour, so that the face can be found again.
    private static var plain: SceneAugmentation {
        var plain = SceneAugmentation()
        (plain.compressed, plain.blurred, plain.noisy, plain.relit, plain.grey) = (0, 0, 0, 0, 0)
        return plain
    }

    private func input(_ augmentation: SceneAugmentation, seed: UInt64) throws -> LoadedScene {
        var generator = SeededGenerator(seed: seed)
        return try augmentation.input(
            of: Self.scene(), side: 128, compress: { image, _ in image },
            others: .init(scene: { _ in Self.scene() }, bareFace: { _ in nil }), using: &generator)
    }

    @Test(arguments: [0, 1.0], [0, 1.0])
    func boxesAndPointsFollowTheirFaces(mosaic: Double, turned: Double) throws {
        var augmentation = Self.plain
        (augmentation.mosaic, augmentation.turned) = (mosaic, turned)
        var seen = 0
        for seed in 0..<60 {
            let made = try input(augmentation, seed: UInt64(seed))
            #expect(made.image.width == 128 && made.image.height == 128)
            for face in made.faces where !face.isIgnored && min(face.box.width, face.box.height) > 12 {
                seen += 1
                #expect(face.box.clipped(toWidth: 128, height: 128) == face.box)
                let center = face.box.center
                // Brightness inside, none or the background outside.
                let (inside, left) = (made.image[Int(center.x) - 3, Int(center.y)], face.landmarks?.leftEye)
                #expect(Int(inside.green) + Int(inside.blue) > 200, "seed \(seed)")
                let eyes = try #require(left.flatMap { left in face.landmarks.map { (left, $0.rightEye) } })
                #expect(eyes.0.x < eyes.1.x, "left stays left in the mirror, seed \(seed)")
            }
        }
        #expect(seen > 40)
    }

    @Test(arguments: [0, 1.0])
    func bareFacesReplaceMaskedOnes(share: Double) throws {
        var augmentation = Self.plain
        (augmentation.exchanged, augmentation.mosaic) = (share, 0)
        var bare = Self.scene()
        bare.faces[0].state = .notWorn
        let donor = FaceSwapAugmentation(image: bare.image, face: bare.faces[0])
        var states: Set<MaskState> = []
        for seed in 0..<40 {
            var generator = SeededGenerator(seed: UInt64(seed))
            let made = try augmentation.input(
                of: Self.scene(), side: 128, compress: { image, _ in image },
                others: .init(scene: { _ in Self.scene() }, bareFace: { _ in donor }), using: &generator)
            // Enlarged further, the other picture's face would show its pixels.
            for face in made.faces where max(face.box.width, face.box.height) < 60 {
                if FaceSwapAugmentation.suits(face) || face.state == .notWorn {
                    states.insert(face.state ?? .wornIncorrectly)
                }
            }
        }
        #expect(states == [share == 0 ? .worn : .notWorn])
    }

    @Test(arguments: [
        (0, 40, 60, "as it is"), (90, 60, 40, "sides change places"), (180, 40, 60, "upside down"),
        (45, 51, 51, "an ellipse's bounds, not the corners'"),
    ])
    func aTurnedFaceKeepsItsEllipse(degrees: Double, width: Float, height: Float, why: String) throws {
        let center = Point(x: 50, y: 50)
        let face = SceneFace(
            box: Box(x1: 60, y1: 20, x2: 100, y2: 80),
            landmarks: Landmarks(
                leftEye: Point(x: 70, y: 40), rightEye: Point(x: 90, y: 40), nose: Point(x: 80, y: 50),
                leftMouth: Point(x: 72, y: 65), rightMouth: Point(x: 88, y: 65)))
        let angle = degrees * .pi / 180
        let turned = face.turned(about: center, to: SIMD2(Float(cos(angle)), Float(sin(angle))))
        #expect(abs(turned.box.width - width) < 0.1 && abs(turned.box.height - height) < 0.1, "\(why)")
        // The nose is the middle of the box, 30 pixels from the point that stays.
        let nose = try #require(turned.landmarks?.nose)
        #expect(abs(nose.x - turned.box.center.x) < 0.01 && abs(nose.y - turned.box.center.y) < 0.01)
        let square = TurnedSquare(center: center, side: 100, across: SIMD2(Float(cos(angle)), Float(sin(angle))))
        let back = square.point(at: SIMD2(nose.x, nose.y) / 100)
        #expect(abs(back.x - 80) < 0.01 && abs(back.y - 50) < 0.01, "points turn as pixels do")
    }

    @Test func facesComeInEverySize() throws {
        var augmentation = Self.plain
        (augmentation.mosaic, augmentation.aroundFace) = (0, 1)
        let sides = try (0..<80).flatMap { seed in
            try input(augmentation, seed: UInt64(seed)).faces.filter { !$0.isIgnored }.map(\.box.height)
        }
        #expect((sides.min() ?? 128) < 35 && (sides.max() ?? 0) > 100, "\(sides.sorted())")
    }

    /// The picture is darker than the background, so that pixels of both can be distinguished.
    @Test(arguments: [0, 1.0], [0, 1.0])
    func shownPartsShowThePicture(mosaic: Double, turned: Double) throws {
        var augmentation = Self.plain
        (augmentation.mosaic, augmentation.turned, augmentation.cuts) = (mosaic, turned, [0.9, 1.1])
        var shares: [Double] = []
        for seed in 0..<20 {
            let made = try input(augmentation, seed: UInt64(seed))
            var hidden = 0
            for y in 0..<128 {
                for x in 0..<128 {
                    let isShown = made.shown.contains { $0.contains(Point(x: Float(x), y: Float(y))) }
                    hidden += isShown ? 0 : 1
                    let isGrey = made.image[x, y] == (128, 128, 128)
                    #expect(isShown != isGrey, "seed \(seed), pixel \(x), \(y)")
                }
            }
            shares.append(Double(hidden) / (128 * 128))
        }
        // A rotated crop repeats the picture's edge beyond it.
        #expect(shares.contains { $0 > 0.1 } == (turned == 0), "\(shares)")
    }

    @Test func theSameSeedGivesTheSameInput() throws {
        let (one, two) = (try input(SceneAugmentation(), seed: 7), try input(SceneAugmentation(), seed: 7))
        #expect(one.image == two.image && one.faces == two.faces)
        #expect(try input(SceneAugmentation(), seed: 8).image != one.image)
    }

    @Test func hardlyVisibleFacesAreIgnored() throws {
        var augmentation = Self.plain
        (augmentation.mosaic, augmentation.aroundFace, augmentation.cuts) = (0, 0, [0.35, 0.4])
        let faces = try (0..<200).flatMap { try input(augmentation, seed: UInt64($0)).faces }
        #expect(faces.contains(where: \.isIgnored) && faces.contains { !$0.isIgnored })
    }

    @Test(arguments: [
        ("few", MaskState.worn, 600.0 / 6, "√4 of √4 + √96"),
        ("many", MaskState.notWorn, 600.0 / 6, "bare among masked"),
    ])
    func rarePicturesAreDrawnMoreOften(origin: String, state: MaskState, expected: Double, why: String) {
        func scene(_ origin: String, _ state: MaskState) -> TrainingScene {
            let face = SceneFace(box: Box(width: 9, height: 9), state: state)
            return TrainingScene(faces: [face], origin: origin) { Self.scene().image }
        }
        let sampler = SceneSampler((0..<100).map { $0 < 96 ? scene("many", .worn) : scene(origin, state) })
        var generator = SeededGenerator(seed: 1)
        let draws = sampler.draws(600, using: &generator)
        let rare = Double(draws.count { $0 >= 96 })
        #expect((0.6 * expected...1.5 * expected).contains(rare), "\(why): \(rare)")
        #expect(Set(draws.prefix(100)).count > 80, "pictures come once before one comes again")
    }
}
#endif
