package import FaceMaskEvents
internal import FaceMaskFormats
internal import FaceMaskCore

/// One photo or frame, or the failure of a source.
struct PictureRecord: Encodable {
    var source: String
    var frame: Int?
    var time: RoundedNumber?
    var width: Int?
    var height: Int?
    var faces: [FaceRecord]?
    var zones: [String: Int]?
    var error: String?

    struct FaceRecord: Encodable {
        var box: [RoundedNumber]
        var score: RoundedNumber?
        var state: String
        var probabilities: [String: RoundedNumber]
        var landmarks: [[RoundedNumber]]?
        var track: Int?
    }

    init(_ photo: PhotoResult) {
        source = photo.source
        width = photo.width
        height = photo.height
        faces = photo.sightings.map(FaceRecord.init)
    }

    init(_ result: FrameResult) {
        source = result.source
        frame = result.frame
        time = .seconds(result.time)
        width = result.width
        height = result.height
        zones = result.zones.isEmpty ? nil : result.zones
        faces = result.tracks.map(FaceRecord.init)
    }

    init(_ failure: SourceFailure) {
        source = failure.source
        error = failure.sentence
    }
}

extension PictureRecord.FaceRecord {
    init(_ sighting: Sighting) {
        box = sighting.face.box.record
        score = .share(sighting.face.score)
        state = sighting.verdict.label
        probabilities = sighting.verdict.record
        landmarks = sighting.face.landmarks?.record
    }

    /// Takes a tracked person; a predicted box has no score.
    init(_ track: Track) {
        box = track.box.record
        score = (track.sighting?.face.score).map(RoundedNumber.share)
        state = track.verdict.label
        probabilities = track.verdict.record
        landmarks = track.landmarks?.record
        self.track = track.id
    }
}

/// Something that happened to a tracked person.
struct PersonRecord: Encodable {
    var source: String
    var event: String
    var track: Int
    var time: RoundedNumber
    var first: RoundedNumber
    var last: RoundedNumber
    var box: [RoundedNumber]
    var state: String
    var probabilities: [String: RoundedNumber]
    /// The state before a change; `nil` in other events.
    var from: String?
    /// The line and the direction of a crossing; `nil` in other events.
    var line: String?
    var direction: String?
    /// The path of the best picture of somebody who left; `nil` in other events.
    var crop: String?

    init(_ event: PersonEvent, source: String) {
        let person = event.person
        self.source = source
        self.event = event.kind.label
        track = person.id
        time = .seconds(event.time)
        first = .seconds(person.firstSeen)
        last = .seconds(person.lastSeen)
        box = person.box.record
        state = person.verdict.label
        probabilities = person.verdict.record
        crop = event.crop
        switch event.kind {
        case .stateChanged(let before, _): from = Verdict(probabilities: [:], state: before).label
        case .crossed(let line, let direction): (self.line, self.direction) = (line, direction)
        case .appeared, .left: break
        }
    }
}

/// An alert.
struct AlertRecord: Encodable {
    var alert: String
    var condition: String
    var source: String
    var zone: String?
    var time: RoundedNumber
    var lasted: RoundedNumber
    var count: Int
    var share: RoundedNumber?
    var people: [String: Int]
    var tracks: [Int]

    init(_ alert: Alert) {
        self.alert = alert.rule.name
        condition = alert.rule.condition
        source = alert.source
        zone = alert.rule.zone
        time = .seconds(alert.time)
        lasted = .seconds(alert.lasted)
        count = alert.count
        share = alert.share.map { .share($0) }
        let states: [MaskState?] = MaskState.allCases + [nil]
        people = Dictionary(
            uniqueKeysWithValues: states.map { (Verdict(probabilities: [:], state: $0).label, alert.people[$0]) })
        tracks = alert.tracks
    }
}

extension Alert {
    /// Returns one line of JSON without a line break, keys in alphabetical order; docs/output.md describes them.
    package func json() throws -> String { try AlertRecord(self).json() }
}

/// A change in the status of a source.
struct StatusRecord: Encodable {
    var source: String
    var event: String
    var reason: String

    init(_ status: SourceStatus) {
        source = status.source
        event = status.kind.rawValue
        reason = status.words
    }
}

extension Box {
    fileprivate var record: [RoundedNumber] { [x1, y1, x2, y2].map { .pixels($0) } }
}

extension Landmarks {
    fileprivate var record: [[RoundedNumber]] { points.map { [.pixels($0.x), .pixels($0.y)] } }
}

extension Verdict {
    fileprivate var record: [String: RoundedNumber] {
        Dictionary(uniqueKeysWithValues: probabilities.map { ($0.key.label, .share($0.value)) })
    }
}
