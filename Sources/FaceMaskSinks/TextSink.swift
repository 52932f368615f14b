package import FaceMaskEvents
package import FaceMaskCore
internal import FaceMaskFormats

/// Text for people: a line for each photo and each of its faces, and a line for each video and each person who left it.
package struct TextSink: ResultSink {
    private let write: (String) throws -> Void
    private let isColored: Bool
    private let isLive: Bool
    private var video: String?

    /// Creates a sink that passes each line, with its line break, to `write`. Colours are ANSI escape codes. A live sink also
    /// writes every change of state, and each line begins with the source.
    package init(isColored: Bool, isLive: Bool = false, write: @escaping (String) throws -> Void) {
        self.isLive = isLive
        self.isColored = isColored
        self.write = write
    }

    /// Writes one line for the video at its first frame; nothing for the others, and nothing live.
    package mutating func receive(_ frame: FrameResult) throws {
        if !isLive, video != frame.source {
            try write("\(printable(frame.source))  \(frame.width)×\(frame.height)\n")
        }
        video = frame.source
    }

    /// Writes one line for the photo, then one for each face, with its position from the top left in whole pixels.
    package mutating func receive(_ photo: PhotoResult) throws {
        let count = photo.sightings.count
        let faces = count == 0 ? "no face" : count == 1 ? "1 face" : "\(count) faces"
        try write("\(printable(photo.source))  \(photo.width)×\(photo.height), \(faces)\n")
        for (index, sighting) in photo.sightings.enumerated() {
            let box = sighting.face.box
            let place =
                "at \(Self.whole(box.x1)),\(Self.whole(box.y1))  size \(Self.whole(box.width))×\(Self.whole(box.height))"
            let percent = Self.percent(sighting.verdict.probability)
            let words = sighting.verdict.phrase.padded(to: Verdict.longestWords)
            try write(
                "  \("\(index + 1)".leftPadded(to: 3))  \(colored(words, for: sighting.verdict.state))"
                    + "  \(percent.leftPadded(to: 3)) %  \(place)\n")
        }
    }

    /// Writes a line for somebody who left: state, first and last time. A live sink also writes a state that is now known.
    package mutating func receive(_ event: PersonEvent, in source: String) throws {
        let person = event.person
        switch event.kind {
        case .left:
            let times = "from \(Self.clock(person.firstSeen)) to \(Self.clock(person.lastSeen))"
            try line(person, times, in: source)
        case .appeared, .stateChanged:
            guard isLive, person.verdict.state != nil else { return }
            try line(person, "at \(Self.clock(event.time))", in: source)
        case .crossed(let name, let direction):
            try line(person, "across \(printable(name)), \(direction), at \(Self.clock(event.time))", in: source)
        }
    }

    private func line(_ person: Track, _ times: String, in source: String) throws {
        let words = person.verdict.phrase.padded(to: Verdict.longestWords)
        let place = isLive ? "\(printable(source))" : ""
        try write(
            "\(place)  \("\(person.id)".leftPadded(to: 3))  \(colored(words, for: person.verdict.state))  \(times)\n")
    }

    /// Returns `1:02:03.4` or `2:03.4`, without hours if there are none.
    static func clock(_ seconds: Double) -> String {
        guard seconds.isFinite, abs(seconds) < 1e12 else { return "?" }
        let tenths = Int((abs(seconds) * 10).rounded())
        let (hours, minutes) = (tenths / 36_000, tenths / 600 % 60)
        let rest = "\(tenths / 10 % 60)".zeroPadded(to: 2) + ".\(tenths % 10)"
        let clock = hours > 0 ? "\(hours):\("\(minutes)".zeroPadded(to: 2)):\(rest)" : "\(minutes):\(rest)"
        return (seconds < 0 && tenths > 0 ? "-" : "") + clock
    }

    /// Returns whole percent; no probability below 1 is shown as 100.
    private static func percent(_ probability: Float) -> String {
        let percent = (probability * 100).rounded()
        return percent == 100 && probability < 1 ? ">99" : whole(percent)
    }

    /// Writes nothing: the command writes alerts to standard error.
    package mutating func receive(_ alert: Alert) throws {}
    /// Writes nothing: the command writes it to standard error.
    package mutating func receive(_ status: SourceStatus) throws {}
    /// Writes nothing: the command writes failures to standard error.
    package mutating func receive(_ failure: SourceFailure) throws {}
    /// Writes nothing: every line is complete.
    package mutating func finish() throws {}

    /// Returns the value without its fraction; `?` for a value that is not finite.
    private static func whole(_ value: Float) -> String {
        Int(exactly: value.rounded(.towardZero)).map { "\($0)" } ?? "?"
    }

    private func colored(_ text: String, for state: MaskState?) -> String {
        guard isColored else { return text }
        return "\u{1B}[\(StateAppearance(of: state).terminal)m\(text)\u{1B}[0m"
    }
}

extension Verdict {
    /// The phrase for the state, or `unsure`.
    var phrase: String { StateAppearance(of: state).phrase }

    static let longestWords = MaskState.allCases.map(\.label.count).max() ?? 0
}

extension String {
    func padded(to length: Int) -> String { self + String(repeating: " ", count: max(length - count, 0)) }
    func zeroPadded(to length: Int) -> String { String(repeating: "0", count: max(length - count, 0)) + self }
    func leftPadded(to length: Int) -> String { String(repeating: " ", count: max(length - count, 0)) + self }
}
