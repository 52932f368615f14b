import FaceMaskCore
import Testing

@testable import FaceMaskSynthesis

/// Things that are no masks.
@Suite struct OccluderTests {
    private func changes(_ occluder: Occluder, seed: UInt64, _ face: MadeUpFace) throws -> [SIMD2<Float>] {
        let recipe = SynthesisRecipe(subject: .occluder(occluder), exposure: 1, seed: seed)
        let (before, after) = (
            face.image, try FaceSynthesizer().synthesize(recipe, on: face.mesh, in: face.image).image
        )
        return (0..<(240 * 240)).compactMap { index in
            let (x, y) = (index % 240, index / 240)
            let (old, new) = (before[x, y], after[x, y])
            let change = abs(Int(old.red) - Int(new.red)) + abs(Int(old.blue) - Int(new.blue))
            let isChanged = change > 6
            return isChanged ? (SIMD2(Float(x), Float(y)) - face.center) / face.scale : nil
        }
    }

    @Test(arguments: [Occluder.hand, .cup, .phone, .microphone], [UInt64(1), 2, 3, 4])
    func handsHaveArms(occluder: Occluder, seed: UInt64) throws {
        let places = try changes(occluder, seed: seed, MadeUpFace(scale: 45, center: [120, 60]))
        let lowest = places.map(\.y).max() ?? 0
        #expect(lowest > 2, "down to an elbow: \(lowest)")
        // The drawing's own edge would cut through the arm.
        let widest = places.map { abs($0.x) }.max() ?? 0
        #expect(widest < 2.9 && lowest < 3.35)
    }

    @Test(arguments: [UInt64(1), 2, 3, 4, 5])
    func beardsLeaveLipsBare(seed: UInt64) throws {
        let face = MadeUpFace()
        let places = try changes(.beard, seed: seed, face)
        #expect(places.contains { abs($0.x) < 0.1 && $0.y > 0.85 }, "the chin has one")
        #expect(!places.contains { abs($0.x) < 0.2 && abs($0.y - 0.62) < 0.06 })
    }
}
