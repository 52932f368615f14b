import FaceMaskCore
import Foundation
import Testing

@testable import FaceMaskSynthesis

@Suite struct RecipeTests {
    @Test(arguments: [
        (MaskKind.surgical, WearingWay.correct, MaskState.worn, MaskState.worn, "over nose and mouth"),
        (.n95Valve, .noseOut, .wornIncorrectly, .wornIncorrectly, "the nose is bare"),
        (.cloth, .mouthOut, .wornIncorrectly, .notWorn, "both are bare"),
        (.kn95, .underChin, .wornIncorrectly, .notWorn, "both are bare"),
        (.ffp2, .oneEar, .wornIncorrectly, .notWorn, "both are bare"),
        (.pleated, .forehead, .wornIncorrectly, .notWorn, "both are bare"),
        (.bandana, .correct, .worn, .worn, "cloth over nose and mouth does a mask's work"),
        (.scarf, .noseOut, .notWorn, .notWorn, "a scarf up to the lip is clothing"),
        (.bandana, .underChin, .notWorn, .notWorn, "cloth around the neck is clothing"),
        (.faceShield, .correct, .notWorn, .notWorn, "a shield covers nothing"),
    ])
    func labelsFollowTheRule(
        kind: MaskKind, way: WearingWay, usual: MaskState, strict: MaskState, reason: String
    ) {
        #expect(LabelRule().state(of: kind, way) == usual, "\(reason)")
        #expect(LabelRule(uncovered: .notWorn).state(of: kind, way) == strict, "\(reason)")
    }

    @Test(arguments: [WearingWay.noseOut, .mouthOut, .underChin], MaskKind.allCases.filter(\.hidesFace))
    func masksThatAreDrawnDownKeepTheirHeight(way: WearingWay, kind: MaskKind) throws {
        guard kind.ways.contains(way) else { return }
        let body = try #require(kind.design.body)
        let outline = body.outline
        let edges: [WearingWay: ClosedRange<Float>] = [
            .noseOut: 0.4...0.52, .mouthOut: 0.72...0.85, .underChin: 0.9...1.05,
        ]
        var generator = SeededGenerator(seed: 5)
        let heights = (0..<60).map { _ -> Float in
            let placement = MaskPlacement.draw(way, kind, using: &generator)
            let (top, bottom) = (placement(SIMD2(0, outline.top)).y, placement(SIMD2(0, outline.bottom)).y)
            #expect(edges[way]?.contains(top) == true, "\(top)")
            #expect(bottom < FaceSurface.down.upperBound)
            return (bottom - top) / (outline.bottom - outline.top)
        }
        // Garments tied around the head gather at the neck; soft masks may fold.
        let least: Float = body.isGarment ? 0.5 : body.isSoft ? 0.57 : 0.7
        #expect((heights.min() ?? 0) > least && (body.isGarment || (heights.max() ?? 0) > 0.8))
    }

    private func recipes(_ choice: SynthesisRecipe.Choice, seed: UInt64 = 3) -> [SynthesisRecipe] {
        var generator = SeededGenerator(seed: seed)
        return (0..<600).map { _ in SynthesisRecipe.draw(choice, using: &generator) }
    }

    @Test func theSameSeedDrawsTheSame() {
        #expect(recipes(.init()) == recipes(.init()))
        #expect(recipes(.init()) != recipes(.init(), seed: 4))
    }

    @Test func everythingIsDrawnInItsProportion() {
        let all = recipes(.init())
        let masks = all.compactMap { recipe -> MaskRecipe? in
            if case .mask(let mask) = recipe.subject { mask } else { nil }
        }
        #expect(Set(masks.map(\.kind)) == Set(MaskKind.allCases))
        #expect(Set(masks.map(\.way)) == Set(WearingWay.allCases))
        #expect(Set(masks.map(\.fabric.pattern)) == Set(Fabric.Pattern.allCases))
        #expect((0.1...0.2).contains(Float(all.count - masks.count) / Float(all.count)))
        let correct = masks.count { $0.way == .correct && $0.kind != .faceShield }
        #expect((0.52...0.68).contains(Float(correct) / Float(masks.count { $0.kind != .faceShield })))
        #expect(masks.allSatisfy { mask in mask.kind.ways.contains(mask.way) }, "no scarf hangs from an ear")
    }

    @Test func onlyWhatWasChosenIsDrawn() {
        let choice = SynthesisRecipe.Choice(
            kinds: [.cloth], ways: [.noseOut], occluders: [.cup], pattern: .checks, occluderShare: 0.5)
        for recipe in recipes(choice) {
            switch recipe.subject {
            case .mask(let mask): #expect(mask.kind == .cloth && mask.way == .noseOut && mask.fabric.pattern == .checks)
            case .occluder(let occluder): #expect(occluder == .cup)
            }
        }
        let masksOnly = SynthesisRecipe.Choice(occluderShare: 0, correctShare: 1)
        #expect(recipes(masksOnly).allSatisfy { $0.state(by: LabelRule()) != .wornIncorrectly })
    }

    @Test func recipesAreReadBackUnchanged() throws {
        for recipe in recipes(.init()).prefix(50) {
            let data = try JSONEncoder().encode(recipe)
            #expect(try JSONDecoder().decode(SynthesisRecipe.self, from: data) == recipe)
        }
        let cup = SynthesisRecipe(subject: .occluder(.cup), exposure: 1, seed: 7)
        let text = String(decoding: try JSONEncoder().encode(cup), as: UTF8.self)
        #expect(text.contains(#""subject":{"occluder":"cup"}"#), "as docs/output.md says")
        let rule = LabelRule(uncovered: .notWorn)
        #expect(try JSONDecoder().decode(LabelRule.self, from: JSONEncoder().encode(rule)) == rule)
    }
}
