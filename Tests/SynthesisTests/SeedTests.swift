import FaceMaskCore
import Foundation
import Testing

@testable import FaceMaskSynthesis

@Suite struct SeedTests {
    /// Records name seeds, so a seed must draw the same recipes as when it was written down. The sum is that of the
    /// program of December 2026.
    @Test func aSeedDrawsTheRecipesThatItAlwaysDrew() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        var generator = SeededGenerator(seed: 3)
        // FNV-1a, 64 bits.
        var sum: UInt64 = 0xcbf2_9ce4_8422_2325
        for _ in 0..<600 {
            let recipe = SynthesisRecipe.draw(.init(), using: &generator)
            for byte in try encoder.encode(recipe) { sum = (sum ^ UInt64(byte)) &* 0x100_0000_01b3 }
        }
        #expect(sum == 7_972_184_350_705_238_648)
    }

    @Test func everyKindButTheShieldLiesOnTheFace() throws {
        for kind in MaskKind.allCases {
            guard let body = kind.design.body else {
                #expect(kind == .faceShield && kind.ways == [.correct] && !kind.hidesFace)
                continue
            }
            #expect(body.outline.top < body.outline.bottom && body.outline.reach > 0.5)
            #expect(body.height > 0 && (0...1).contains(body.ridge))
            #expect(kind.ways.contains(.oneEar) == (body.straps != nil), "what has no loops hangs from no ear")
            if body.isGarment { #expect(body.isSoft && kind.design.fabric.isPrinted) }
        }
        #expect(MaskKind.allCases.filter { $0.design.body?.valve != nil } == [.n95Valve, .ffp2Valve])
    }
}
