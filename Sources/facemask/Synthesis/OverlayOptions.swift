import ArgumentParser
import FaceMask
import FaceMaskSynthesis

/// What masks are drawn from.
struct OverlayOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A kind of mask; may be given several times. All that suit a way when not given.", valueName: "kind"))
    var kind: [MaskKind] = []

    @Option(help: ArgumentHelp("A way of wearing; may be given several times. All when not given.", valueName: "way"))
    var way: [WearingWay] = []

    @Option(
        help: ArgumentHelp("A print for all masks; what is usual for the kind when not given.", valueName: "pattern"))
    var pattern: Fabric.Pattern?

    @Option(
        help: ArgumentHelp(
            "Something that is no mask; may be given several times. All when not given.", valueName: "thing"))
    var occluder: [Occluder] = []

    @Option(help: ArgumentHelp("The share of faces that get something that is no mask, 0 to 1.", valueName: "share"))
    var occluders: Float = 0.15

    @Option(help: ArgumentHelp("The share of masks that are worn rightly, 0 to 1.", valueName: "share"))
    var correct: Float = 0.6

    @Option(
        help: ArgumentHelp(
            "What a mask counts as that leaves nose and mouth bare: mask_worn_incorrectly or without_mask.",
            valueName: "state"))
    var uncovered = UncoveredState.wornIncorrectly

    enum UncoveredState: String, CaseIterable, ExpressibleByArgument {
        case wornIncorrectly = "mask_worn_incorrectly"
        case notWorn = "without_mask"
    }

    func validate() throws {
        for (name, share) in [("occluders", occluders), ("correct", correct)] where !(0...1).contains(share) {
            throw ValidationError("--\(name) \(share) is out of range; give a number from 0 to 1.")
        }
        if occluders < 1, choice.kinds.isEmpty {
            throw ValidationError(
                "No kind that is chosen (\(kind.map(\.rawValue).joined(separator: ", "))) is worn in any way that is "
                    + "(\(way.map(\.rawValue).joined(separator: ", "))): shields are worn rightly only, bandanas and "
                    + "scarves neither off one ear nor on the forehead; choose more with --kind or --way.")
        }
    }

    /// Without the kinds that nobody wears in any of the ways.
    var choice: SynthesisRecipe.Choice {
        SynthesisRecipe.Choice(
            kinds: kind.isEmpty ? MaskKind.allCases : kind, ways: way.isEmpty ? WearingWay.allCases : way,
            occluders: occluder.isEmpty ? Occluder.allCases : occluder, pattern: pattern, occluderShare: occluders,
            correctShare: correct
        ).possible
    }

    var rule: LabelRule { LabelRule(uncovered: uncovered == .notWorn ? .notWorn : .wornIncorrectly) }
}
