import ArgumentParser
import FaceMaskCore
import FaceMaskSynthesis
import FaceMaskSynthesisJobs

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
        try await reportingFailures {
            let job = job
            let reporter = ConsoleReporter(isQuiet: quiet)
            let result = try await reporter.run(
                ifInterrupted: { "Interrupted after \($0) of \($1) pictures; nothing is written." },
                { try await job.run(report: $0) })
            guard result.isComplete else {
                Console.say(
                    "facemask: Interrupted after \(result.records.count) of \(result.wantedCount) pictures; give the same "
                        + "command with --resume to go on.")
                Interruption.end()
                return
            }
            if !quiet { SynthesisText(result).lines.forEach(Console.say) }
            if let failure = reporter.firstFailure { throw failure.exitCode }
            guard result.records.contains(where: \.hasPicture) else {
                throw Failure(.badData, "No bare face was found that a mask could be laid on.")
            }
        }
    }

    private var job: SynthesisJob {
        let settings = SynthesisSettings(
            seed: seed, variants: variants, layout: layout, choice: overlays.choice, rule: overlays.rule,
            faces: faces.limits)
        var job = SynthesisJob(sources: sources, output: output, settings: settings)
        (job.networks, job.threads) = (faces.networks, faces.threads)
        (job.isResumed, job.explains, job.makesPreview) = (resume, explain, preview)
        return job
    }
}
