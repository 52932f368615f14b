import ArgumentParser
import FaceMask
import Foundation
import Synthesis

struct Synthesize: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Lays masks on photos of bare faces: a dataset out of photos without masks.",
        discussion: """
            Faces are found, their surface is laid out by 468 landmarks, and a drawn mask is bent onto it, in the photo's \
            own light, sharpness and noise. The originals are never touched:

              facemask synthesize portraits/ --output made
              facemask synthesize portraits/ --output made --variants 3 --kind surgical --kind n95 --preview

            The folder --output receives the pictures in a folder for what each shows, annotations.json (COCO, with boxes, \
            landmarks, the mask's outline and the recipe of each face) and records.jsonl. The same photos, options and \
            --seed give the same pixels, whatever the number of cores.

            What a picture counts as: a mask over nose and mouth is with_mask; one that leaves the nose, or both, bare is \
            mask_worn_incorrectly, or what --uncovered says where both are bare. A bandana or scarf counts as a mask only \
            while it covers both; a face shield and things that are no masks (hands, cups, phones, paper, microphones, \
            beards) are without_mask. A picture lies in the folder of what its largest face that got something shows; \
            'facemask dataset prepare' reads the records, so that each face keeps its own state.
            """)

    @Argument(
        help: ArgumentHelp(
            "Photos of bare faces, folders of them, quoted globs, or - for paths on standard input.",
            valueName: "source"))
    var sources: [String]

    @Option(name: .shortAndLong, help: ArgumentHelp("The folder for what is made.", valueName: "folder"))
    var output: String

    @Option(help: "How it is laid out: folders, coco (all pictures in 'images'), or both.")
    var layout = SynthesisLayout.both

    @Option(help: ArgumentHelp("How many pictures are made of each photo, each with other masks.", valueName: "number"))
    var variants = 1

    @Option(help: ArgumentHelp("Another number gives other masks.", valueName: "number"))
    var seed: UInt64 = 1

    @OptionGroup(title: "What is laid on")
    var overlays: OverlayOptions

    @OptionGroup(title: "Which faces")
    var faces: BareFaceOptions

    @Flag(help: "Write preview.jpg too: up to 96 of the faces side by side.")
    var preview = false

    @Flag(help: "Write the six steps of each picture too: photo, box, region, landmarks, overlay, result.")
    var explain = false

    @Flag(help: "Go on with what an interrupted run with the same options left.")
    var resume = false

    @Flag(name: .shortAndLong, help: "Print errors only.")
    var quiet = false

    func validate() throws {
        if sources.isEmpty {
            throw ValidationError(
                "Name at least one photo or folder, such as: facemask synthesize photos --output made")
        }
        if faces.masked, overlays.choice.rightlyWorn.kinds.isEmpty || !overlays.choice.ways.contains(.correct) {
            throw ValidationError(
                "--masked takes faces that wear a mask already, which only another one, rightly worn, covers; choose a "
                    + "mask with --kind and 'correct' with --way, or leave --masked out.")
        }
        if sources.contains("") { throw ValidationError("A source is empty; name a photo or a folder.") }
        if output.isEmpty { throw ValidationError("--output is empty; name a folder.") }
        if !(1...1000).contains(variants) {
            throw ValidationError("--variants \(variants) is out of range; give a number from 1 to 1000.")
        }
    }

    func run() async throws {
        try await CommandFailure.reporting {
            let settings = SynthesisSettings(
                seed: seed, variants: variants, layout: layout, choice: overlays.choice, rule: overlays.rule,
                faces: faces.limits)
            var photos = try SynthesisPhotos(PictureSources(sources).items, output: output)
            let parallelism = faces.threads ?? ProcessInfo.processInfo.activeProcessorCount
            let finder = try BareFaceFinder(options: faces, parallelism: parallelism)
            let folder = try SynthesisFolder(path: output, settings: settings, isResumed: resume)
            photos.nameAll(after: folder.earlier, variants: variants)
            let work = SynthesisWork(
                finder: finder, masker: FaceMasker(settings: settings), folder: folder, explains: explain)
            var run = try SynthesisRun(
                folder: folder, photos: photos, work: work, parallelism: parallelism, isQuiet: quiet, previews: preview)
            try await run.run()
        }
    }
}

/// How the pictures are laid out.
enum SynthesisLayout: String, CaseIterable, Codable, ExpressibleByArgument {
    case folders, coco, both
}

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

/// Which faces get something, and the networks that find them.
struct BareFaceOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The least shorter side of a face's box, in pixels.", valueName: "pixels"))
    var minFace = 40

    @Option(help: ArgumentHelp("How far a face may look aside, in degrees.", valueName: "degrees"))
    var maxTurn = 65

    @Flag(help: "Lay masks on faces that seem to wear one, too; only masks over nose and mouth.")
    var masked = false

    @Option(help: ModelOptions.faceDetectorHelp)
    var faceDetector: String?

    @Option(
        help: ArgumentHelp(
            "The TFLite file of Face Mesh, instead of the one that scripts/setup installed.", valueName: "file"))
    var faceMesh: String?

    @Option(help: ArgumentHelp("Threads; all cores when not given.", valueName: "number"))
    var threads: Int?

    func validate() throws {
        if !(8...4096).contains(minFace) {
            throw ValidationError("--min-face \(minFace) is out of range; give pixels from 8 to 4096.")
        }
        if !(0...90).contains(maxTurn) {
            throw ValidationError("--max-turn \(maxTurn) is out of range; give degrees from 0 to 90.")
        }
        if faceDetector == "" { throw ValidationError("--face-detector is empty; give a name or a file.") }
        if faceMesh == "" { throw ValidationError("--face-mesh is empty; name its file.") }
        if let threads, !(1...1024).contains(threads) {
            throw ValidationError("--threads \(threads) is out of range; give a number from 1 to 1024.")
        }
    }

    var limits: BareFaceLimits { BareFaceLimits(leastSide: minFace, greatestTurn: maxTurn, takesMasked: masked) }
}
