import ArgumentParser
import FaceMaskCore
import FaceMaskSynthesis
import FaceMaskSynthesisJobs

struct Synthesize: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Draws masks onto photos of bare faces, to make a dataset from photos without masks.",
        discussion: """
            The surface of each face is determined by 468 landmarks, and a drawn mask is bent onto it, with the photo's \
            light, sharpness and noise. The photos themselves are never changed:

              facemask synthesize portraits/ --output made
              facemask synthesize portraits/ --output made --variants 3 --kind surgical --kind n95 --preview

            The folder --output receives the pictures in a folder for each class, annotations.json (COCO, with boxes, \
            landmarks, the mask's outline and the recipe of each face) and records.jsonl. The same photos, options and \
            --seed give the same pixels, whatever the number of cores.

            Labels: a mask over nose and mouth is with_mask; one that leaves only the nose bare is \
            mask_worn_incorrectly; for one that leaves both bare, --uncovered decides. A bandana or scarf counts as a \
            mask only when it covers both; face shields and objects that aren't masks (hands, cups, phones, paper, \
            microphones, beards) are without_mask. A picture is in the folder of its largest face that got a mask or an \
            object; 'facemask dataset prepare' reads the records, so that each face keeps its own label.
            """)

    @Argument(
        help: ArgumentHelp(
            "Photos of bare faces, folders of them, quoted globs, or - for paths on standard input.",
            valueName: "source"))
    var sources: [String]

    @Option(name: .shortAndLong, help: ArgumentHelp("The folder for the pictures.", valueName: "folder"))
    var output: String

    @Option(help: "The layout of the folder: folders, coco (all pictures in 'images'), or both.")
    var layout = SynthesisLayout.both

    @Option(
        help: ArgumentHelp("The number of pictures for each photo, each with different masks.", valueName: "number"))
    var variants = 1

    @Option(
        help: ArgumentHelp("The seed of all random choices; another number gives other masks.", valueName: "number"))
    var seed: UInt64 = 1

    @OptionGroup(title: "Masks and objects")
    var overlays: OverlayOptions

    @OptionGroup(title: "Faces and networks")
    var faces: BareFaceOptions

    @Flag(help: "Also write preview.jpg, with up to 96 of the faces.")
    var preview = false

    @Flag(help: "Also write the six steps of each picture: photo, box, region, landmarks, overlay, result.")
    var explain = false

    @Flag(help: "Continue an interrupted run with the same options.")
    var resume = false

    @Flag(name: .shortAndLong, help: "Print errors only.")
    var quiet = false

    func validate() throws {
        if sources.isEmpty {
            throw ValidationError(
                "Name at least one photo or folder, such as: facemask synthesize photos --output made")
        }
        if faces.masked, overlays.choice.correctlyWorn.kinds.isEmpty || !overlays.choice.ways.contains(.correct) {
            throw ValidationError(
                "--masked needs a mask that is worn correctly, since only that covers the mask beneath; choose one with "
                    + "--kind and 'correct' with --way, or leave out --masked.")
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
                    "facemask: Interrupted after \(result.records.count) of \(result.wantedCount) pictures; run the same "
                        + "command with --resume to continue.")
                throw CancellationError()
            }
            if !quiet { SynthesisText(result).lines.forEach(Console.say) }
            if let failure = reporter.firstFailure { throw failure.exitCode }
            guard result.records.contains(where: \.hasPicture) else {
                throw Failure(.badData, "No bare face was found on which a mask could be drawn.")
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
