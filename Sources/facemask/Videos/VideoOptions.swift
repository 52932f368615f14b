import FaceMaskAnalysis
import ArgumentParser
import FaceMaskMedia

/// Which frames of a video are read, and in which of them faces are looked for.
struct VideoOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Read only every so-many-th frame.", valueName: "number"))
    var every: Int?

    @Option(help: ArgumentHelp("Read at most so many frames of each second.", valueName: "rate"))
    var fps: Double?

    @Option(help: ArgumentHelp("Begin so many seconds after the video's beginning.", valueName: "seconds"))
    var start = 0.0

    @Option(help: ArgumentHelp("End so many seconds after the start.", valueName: "seconds"))
    var duration: Double?

    @Option(
        help: ArgumentHelp(
            "In how many frames of each second faces are looked for; in the others people are where their motion takes "
                + "them. All frames with --blur, unless told otherwise.",
            valueName: "rate"))
    var looks: Double?

    func validate() throws {
        if every != nil, fps != nil {
            throw ValidationError("--every and --fps contradict each other; leave one out.")
        }
        if let every, every < 1 { throw ValidationError("--every \(every) is out of range; give 1 or more.") }
        for (name, value) in [("--fps", fps), ("--duration", duration), ("--looks", looks)] {
            guard let value, !(value > 0 && value.isFinite) else { continue }
            throw ValidationError("\(name) \(value) is out of range; give a number above 0.")
        }
        if !(start >= 0 && start.isFinite) {
            throw ValidationError("--start \(start) is out of range; give seconds from 0.")
        }
    }

    var selection: FrameSelection {
        let pace: FrameSelection.Pace =
            if let every { .every(every) } else if let fps { .perSecond(fps) } else { .everyFrame }
        return FrameSelection(start: start, duration: duration, pace: pace)
    }

    func pace(hidesFaces: Bool) -> SamplingRate {
        // A face that comes into view between two looks would be seen.
        if let looks { .perSecond(looks) } else { hidesFaces ? .everyFrame : .usual }
    }
}
