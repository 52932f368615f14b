import FaceMaskCore
import TestSupport
import Testing

@testable import FaceMaskEvaluation

struct MeasurementTests {
    private static let landmarks = Landmarks(
        leftEye: Point(x: 40, y: 50), rightEye: Point(x: 80, y: 50), nose: Point(x: 60, y: 70),
        leftMouth: Point(x: 45, y: 90), rightMouth: Point(x: 75, y: 90))

    @Test func `sharpness and brightness agree with OpenCV`() throws {
        for reference in try EvaluationReference.load().pictures {
            let image = Pattern.picture(width: 64, height: 64, seed: reference.seed, cell: reference.cell)
            let face = FaceMeasurements(of: image, box: Box(width: 64, height: 64), landmarks: nil)
            #expect(abs(face.sharpness / reference.sharpness - 1) < 1e-9)
            #expect(abs(face.brightness - reference.brightness) < 1e-9)
        }
    }

    @Test func `the typology angle agrees with OpenCV's CIELAB`() throws {
        for reference in try EvaluationReference.load().skins {
            let color = (reference.color[0], reference.color[1], reference.color[2])
            let image = Image(width: 120, height: 120, filledWith: (red: color.0, green: color.1, blue: color.2))
            let angle = try #require(SkinTone.angle(of: image, landmarks: Self.landmarks), "\(reference)")
            // OpenCV reads its curves from tables: a quarter of a degree.
            #expect(abs(angle - reference.angle) < 0.25, "\(reference)")
        }
    }

    @Test(
        arguments: [
            (0, 128, 255, "a blue mask over everything"), (0, 160, 0, "leaves"), (128, 128, 128, "a grey picture"),
            (0, 0, 0, "no light"), (255, 255, 255, "too much light"),
        ] as [(UInt8, UInt8, UInt8, String)])
    func `no skin, no tone`(red: UInt8, green: UInt8, blue: UInt8, reason: String) {
        let image = Image(width: 120, height: 120, filledWith: (red: red, green: green, blue: blue))
        #expect(SkinTone.angle(of: image, landmarks: Self.landmarks) == nil, "\(reason)")
    }

    @Test func `a tilted head has the yaw of an upright one`() throws {
        var tilted = Self.landmarks
        tilted.rightEye = Point(x: 40, y: 90)
        tilted.nose = Point(x: 20, y: 70)
        #expect(FaceMeasurements.noseOffset(of: Self.landmarks) == 0)
        #expect(FaceMeasurements.noseOffset(of: tilted) == 0)
        tilted.nose = Point(x: 20, y: 80)
        #expect(abs(try #require(FaceMeasurements.noseOffset(of: tilted)) - 0.25) < 1e-6)
        tilted.rightEye = tilted.leftEye
        #expect(FaceMeasurements.noseOffset(of: tilted) == nil)
    }

    @Test(
        arguments: [
            ("beyond the picture's edges", Box(x1: -20, y1: -20, x2: 200, y2: 200)),
            ("outside the picture", Box(x1: 200, y1: 200, x2: 220, y2: 220)),
            ("empty", Box(x1: 5, y1: 5, x2: 5, y2: 5)),
            ("not a number", Box(x1: .nan, y1: 0, x2: 5, y2: 5)),
        ])
    func `any box can be measured`(reason: String, box: Box) {
        let far = Landmarks(
            leftEye: Point(x: -500, y: .nan), rightEye: Point(x: 900, y: 3), nose: Point(x: .infinity, y: 3),
            leftMouth: Point(x: 0, y: 0), rightMouth: Point(x: 0, y: 0))
        let face = FaceMeasurements(of: Image(width: 40, height: 40), box: box, landmarks: far)
        #expect(face.brightness == 0 && face.sharpness == 0 && face.skinAngle == nil, "\(reason)")
        #expect(face.noseOffset == nil, "\(reason)")
    }

    @Test func `edges of sizes, turns and tones`() {
        #expect(
            [15.9, 16, 32, 64, 128, 1e6].map { FaceSize(side: $0) } == [.tiny, .small, .medium, .large, .huge, .huge])
        #expect(
            [0, 0.149, 0.15, 0.42, 9].map { Yaw(noseOffset: $0) } == [.frontal, .frontal, .half, .profile, .profile])
        #expect(
            [60, 50, 30, 20, 0, -60].map { SkinTone(angle: $0) }
                == [.veryLight, .light, .intermediate, .tan, .brown, .dark])
    }
}
