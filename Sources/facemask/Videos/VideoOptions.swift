import FaceMaskAnalysis
import ArgumentParser
import FaceMaskMedia

/// Which frames of a video are read, and which of those are analyzed.
struct VideoOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Read every Nth frame.", valueName: "number"))
    var every: Int?

    @Option(help: ArgumentHelp("Read at most N frames of each second.", valueName: "rate"))
    var fps: Double?

    @Option(help: ArgumentHelp("Start N seconds into the video.", valueName: "seconds"))
    var start = 0.0

    @Option(help: ArgumentHelp("Stop N seconds after the start.", valueName: "seconds"))
    var duration: Double?

    @Option(
        help: ArgumentHelp(
            "Search N frames of each second for faces, and predict positions in the others. With --blur, every frame is "
                + "searched by default.",
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

    func sampling(hidesFaces: Bool) -> SamplingRate {
        looks.map { .perSecond($0) } ?? .usual(hidingFaces: hidesFaces)
    }
}
