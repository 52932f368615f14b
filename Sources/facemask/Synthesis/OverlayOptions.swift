import ArgumentParser
import FaceMask
import FaceMaskSynthesis

/// What recipes are drawn from.
struct OverlayOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A kind of mask; may be repeated. By default all that can be worn in one of the ways.", valueName: "kind"))
    var kind: [MaskKind] = []

    @Option(help: ArgumentHelp("A way of wearing; may be repeated. By default all.", valueName: "way"))
    var way: [WearingWay] = []

    @Option(
        help: ArgumentHelp("A print for all masks; by default those that are usual for the kind.", valueName: "pattern")
    )
    var pattern: Fabric.Pattern?

    @Option(
        help: ArgumentHelp(
            "An object that isn't a mask; may be repeated. By default all.", valueName: "thing"))
    var occluder: [Occluder] = []

    @Option(help: ArgumentHelp("The share of faces that get an object instead of a mask, 0 to 1.", valueName: "share"))
    var occluders: Float = 0.15

    @Option(help: ArgumentHelp("The share of masks that are worn correctly, 0 to 1.", valueName: "share"))
    var correct: Float = 0.6

    @Option(
        help: ArgumentHelp(
            "The label for a mask that leaves nose and mouth bare: mask_worn_incorrectly or without_mask.",
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
                "None of the chosen kinds (\(kind.map(\.rawValue).joined(separator: ", "))) can be worn in any of the "
                    + "chosen ways (\(way.map(\.rawValue).joined(separator: ", "))): shields are only worn correctly, "
                    + "bandanas and scarves neither off one ear nor on the forehead; choose more with --kind or --way.")
        }
    }

    /// The choice without kinds that can't be worn in any of the ways.
    var choice: SynthesisRecipe.Choice {
        SynthesisRecipe.Choice(
            kinds: kind.isEmpty ? MaskKind.allCases : kind, ways: way.isEmpty ? WearingWay.allCases : way,
            occluders: occluder.isEmpty ? Occluder.allCases : occluder, pattern: pattern, occluderShare: occluders,
            correctShare: correct
        ).possible
    }

    var rule: LabelRule { LabelRule(uncovered: uncovered == .notWorn ? .notWorn : .wornIncorrectly) }
}
