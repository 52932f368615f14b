import FaceMaskCore
import Testing

@testable import FaceMaskSynthesis

/// What covers a mask, and what doesn't.
@Suite struct HairTests {
    private static let dark: (red: UInt8, green: UInt8, blue: UInt8) = (25, 20, 20)

    private func made(_ way: WearingWay, on face: MadeUpFace, darkening isHair: (SIMD2<Float>) -> Bool) throws -> (
        before: Image, made: SynthesizedFace
    ) {
        var image = face.image
        for y in 0..<240 {
            for x in 0..<240 {
                // In the way from the eyes to the chin, about the point between the eyes.
                let place = (SIMD2(Float(x), Float(y)) - face.center) / face.scale
                if isHair(place) { image[x, y] = Self.dark }
            }
        }
        return (image, try FaceSynthesizer().synthesize(.mask(.surgical, way), on: face.mesh, in: image))
    }

    @Test func aSmallDarkSpotIsNotHair() throws {
        let face = MadeUpFace()
        let spot = SIMD2<Float>(0.5, 0.5)
        let made = try made(.correct, on: face) { (($0 - spot) * ($0 - spot)).sum() < 0.005 }.made
        #expect(made.image.isGreen(at: SIMD3(face.center + spot * face.scale, 0)), "a mole, a shadow, a beard's edge")
    }

    @Test func aMaskExtendsBeyondTheFace() throws {
        let face = MadeUpFace(yaw: 30)
        let plain = try made(.correct, on: face) { _ in false }.made
        // All that isn't the face's own skin: the background of most photos.
        let hull = face.seen([0.62, 0.5, 0.2]).x
        let made = try made(.correct, on: face) { $0.x * face.scale + face.center.x > hull }.made
        #expect(made.visibleArea > plain.visibleArea * 0.93)
    }

    @Test func broadHairCoversTheSide() throws {
        let face = MadeUpFace()
        let made = try made(.correct, on: face) { $0.x > 0.35 }.made
        let (free, hidden) = (face.seen([-0.55, 0.55, 0.1]), face.seen([0.62, 0.55, 0.2]))
        #expect(made.image.isGreen(at: free) && !made.image.isGreen(at: hidden))
    }

    @Test(arguments: [(Float(-0.9), true, "a bare forehead"), (-0.15, false, "a cap, or a fringe down to the brows")])
    func masksAreNotDrawnOverCaps(edge: Float, isWorn: Bool, reason: String) throws {
        let (before, made) = try made(.forehead, on: MadeUpFace(center: [120, 110])) { $0.y < edge }
        #expect((made.visibleArea > 0.2) == isWorn, "\(reason)")
        #expect((made.image == before) != isWorn, "\(reason)")
    }
}
