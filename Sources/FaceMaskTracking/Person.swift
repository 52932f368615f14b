import FaceMaskCore

/// All that the tracker knows of one person.
struct Person: Sendable {
    /// Seconds over which the direction of somebody's walk is taken. OC-SORT takes three frames of 30 a second; boxes of
    /// small faces tremble, so three times as long.
    private static let secondsOfHeading = 0.3
    /// Seconds between the points of the path that is laid through a gap.
    private static let secondsBetweenPoints = 0.1

    /// The share of each sighting in what is known of somebody's looks (0.1 at 30 frames a second in Wang et al., "Towards
    /// real-time multi-object tracking", 2020; people are looked at a quarter as often).
    private static let newLooks: Float = 0.3

    /// `nil` until there is enough to say that this is a person.
    var id: Int?
    /// On the source's clock.
    let firstSeen: Double
    /// On the source's clock.
    private(set) var lastSeen: Double
    /// Seconds since the last sighting, added up by steps: a clock that jumps back takes nobody away.
    private(set) var unseen = 0.0
    /// Whether the last detection did not find this person.
    private(set) var isMissed = false
    /// Of this very frame.
    private(set) var sighting: Sighting?
    /// All scores so far, added up.
    private(set) var scores: Double
    /// Where the face is now, by all that is known.
    private(set) var motion: Motion
    /// The last box that was seen, completed where something hid a part of the face.
    private(set) var lastBox: Box
    /// What all sightings together say.
    private(set) var steady = SteadyVerdict()
    private var whole: WholeFace
    private var appearance: Appearance?
    /// The motion at the last sighting, before any prediction.
    private var lastMotion: Motion
    private var lastLandmarks: Landmarks?
    /// Where the face was in the last moments and how many seconds ago, oldest first.
    private var trail: [(age: Double, center: Point)]

    /// Somebody seen for the first time.
    init(_ sighting: Sighting, at time: Double) {
        firstSeen = time
        lastSeen = time
        self.sighting = sighting
        scores = Double(sighting.face.score)
        motion = Motion(box: sighting.face.box)
        lastMotion = motion
        lastBox = sighting.face.box
        whole = WholeFace(lastBox)
        appearance = sighting.appearance
        lastLandmarks = sighting.face.landmarks
        trail = [(0, lastBox.center)]
        steady.add(sighting.verdict, at: time)
    }

    /// Where the face came from some moments ago.
    var trailStart: Point { trail.first?.center ?? lastBox.center }

    /// Moves on by `seconds`, until now without a sighting.
    mutating func advance(seconds: Double) {
        motion.advance(seconds: seconds)
        unseen += seconds
        sighting = nil
        for index in trail.indices { trail[index].age += seconds }
    }

    /// Says that a detection did not find this person.
    mutating func miss() { isMissed = true }

    /// Takes a sighting at `time`, the time of the last step.
    mutating func see(_ sighting: Sighting, at time: Double) {
        let (box, isCut) = whole.complete(sighting.face.box, expected: motion.box, unseen: unseen)
        if isMissed { followPath(to: box) }
        motion.measure(box, isCut: isCut)
        if !isCut { blend(sighting.appearance) }
        lastMotion = motion
        lastBox = box
        lastLandmarks = sighting.face.landmarks
        self.sighting = sighting
        scores += Double(sighting.face.score)
        steady.add(sighting.verdict, at: time)
        lastSeen = time
        unseen = 0
        isMissed = false
        trail = trail.filter { $0.age <= Self.secondsOfHeading } + [(0, box.center)]
    }

    /// How alike the person and a sighting look, 0…1; `nil` when one of them isn't known.
    func resemblance(to sighting: Sighting) -> Double? {
        guard let appearance, let other = sighting.appearance else { return nil }
        return appearance.likeness(to: other).map(Double.init)
    }

    private mutating func blend(_ seen: Appearance?) {
        guard let seen else { return }
        if appearance == nil { appearance = seen } else { appearance?.blend(Self.newLooks, of: seen) }
    }

    /// Fills a gap with sightings on a straight line, so that what was guessed in the gap leaves no false speed
    /// (OC-SORT's observation-centric re-update).
    private mutating func followPath(to box: Box) {
        let steps = Int((unseen / Self.secondsBetweenPoints).rounded(.up))
        guard steps > 1 else { return }
        motion = lastMotion
        for step in 1...steps {
            motion.advance(seconds: unseen / Double(steps))
            if step < steps { motion.measure(lastBox.moved(to: box, share: Float(step) / Float(steps))) }
        }
    }

    /// The same in a picture stretched by (`x`, `y`).
    mutating func scale(x: Double, y: Double) {
        motion.scale(x: x, y: y)
        whole.scale(x: x, y: y)
        lastMotion.scale(x: x, y: y)
        let (x, y) = (Float(x), Float(y))
        lastBox = lastBox.scaled(x: x, y: y)
        lastLandmarks = lastLandmarks?.scaled(x: x, y: y)
        trail = trail.map { ($0.age, Point(x: $0.center.x * x, y: $0.center.y * y)) }
    }

    /// What the tracker tells of this person.
    func track(id: Int) -> Track {
        let box = motion.box
        return Track(
            id: id, box: box,
            landmarks: sighting == nil ? lastLandmarks?.moved(from: lastBox, to: box) : lastLandmarks,
            sighting: sighting, verdict: steady.verdict, firstSeen: firstSeen, lastSeen: lastSeen)
    }
}

extension Box {
    /// The box on a straight way to `other`, `share` of it done.
    fileprivate func moved(to other: Box, share: Float) -> Box {
        func between(_ from: Float, _ to: Float) -> Float { from + (to - from) * share }
        return Box(
            x1: between(x1, other.x1), y1: between(y1, other.y1),
            x2: between(x2, other.x2), y2: between(y2, other.y2))
    }
}

extension Landmarks {
    /// The landmarks at the same places of another box.
    fileprivate func moved(from box: Box, to other: Box) -> Landmarks {
        func move(_ point: Point) -> Point {
            Point(
                x: other.x1 + (point.x - box.x1) / box.width * other.width,
                y: other.y1 + (point.y - box.y1) / box.height * other.height)
        }
        return Landmarks(
            leftEye: move(leftEye), rightEye: move(rightEye), nose: move(nose),
            leftMouth: move(leftMouth), rightMouth: move(rightMouth))
    }
}
