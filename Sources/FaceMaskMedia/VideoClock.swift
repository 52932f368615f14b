import FaceMaskCFFmpeg

/// Computes the time of each decoded frame in seconds since the video's beginning, increasing from frame to frame.
struct VideoClock {
    private let unit: Double
    private let origin: Double?
    private let defaultDuration: Double
    private var first: Double?
    private var jump = 0.0
    private var last: (time: Double, duration: Double)?

    /// A longer backward step is taken for a change of clock, as between joined recordings, not for a stray timestamp.
    private static let newClock = 1.0
    /// The rate of a video that doesn't state one.
    private static let guessedRate = 25.0

    /// Creates a clock. `unit` is that of the timestamps, in seconds. `origin` is the file's start time in
    /// microseconds; if it is unknown, the first frame's timestamp is used.
    init(unit: Double, origin: Int64, frameRate: Double?) {
        self.unit = unit
        self.origin = origin == facemask_no_time ? nil : Double(origin) / Double(AV_TIME_BASE)
        defaultDuration = 1 / (frameRate ?? Self.guessedRate)
    }

    /// Returns the time of the next frame in order. A frame without a timestamp follows the previous one by its
    /// duration.
    mutating func time(of frame: borrowing PictureFrame) -> Double {
        let stamp = frame.frame.pointee.best_effort_timestamp
        let length = facemask_frame_duration(frame.frame)
        return time(
            stamp: stamp == facemask_no_time ? nil : Double(stamp) * unit,
            duration: length > 0 ? Double(length) * unit : defaultDuration)
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
