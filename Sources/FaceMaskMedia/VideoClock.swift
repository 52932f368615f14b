import FaceMaskCFFmpeg

/// Gives each decoded frame its time in seconds since the video's beginning, rising from frame to frame.
struct VideoClock {
    private let unit: Double
    private let origin: Double?
    private let usualDuration: Double
    private var first: Double?
    private var jump = 0.0
    private var last: (time: Double, duration: Double)?

    /// A backward step longer than this is another clock, as where recordings were joined, and not a stray stamp.
    private static let newClock = 1.0
    /// The rate of a video that says none.
    private static let guessedRate = 25.0

    /// `unit` is that of stamps, in seconds; `origin` what the file's clock shows at the beginning, in microseconds; without one the first frame's stamp is taken.
    init(unit: Double, origin: Int64, frameRate: Double?) {
        self.unit = unit
        self.origin = origin == facemask_no_time ? nil : Double(origin) / Double(AV_TIME_BASE)
        usualDuration = 1 / (frameRate ?? Self.guessedRate)
    }

    /// The time of the next frame in order. One without a stamp follows its predecessor by that one's duration.
    mutating func time(of frame: borrowing PictureFrame) -> Double {
        let stamp = frame.frame.pointee.best_effort_timestamp
        let length = facemask_frame_duration(frame.frame)
        return time(
            stamp: stamp == facemask_no_time ? nil : Double(stamp) * unit,
            duration: length > 0 ? Double(length) * unit : usualDuration)
    }

    mutating func time(stamp: Double?, duration: Double) -> Double {
        let next = last.map { $0.time + $0.duration } ?? 0
        var time = next
        if let stamp {
            let beginning = origin ?? first ?? stamp
            first = beginning
            time = stamp - beginning + jump
            if let last, time <= last.time {
                if time < last.time - Self.newClock { jump += next - time }
                time = next
            }
        }
        last = (time, duration)
        return time
    }
}
