import FaceMaskCore

/// The state of one person in the tracker.
struct TrackedPerson: Sendable {
    /// The time over which the direction of motion is measured, in seconds. OC-SORT uses three frames at 30 per second;
    /// this is three times as long, since boxes of small faces jitter.
    private static let secondsOfHeading = 0.3
    /// The time between the points of the path that fills a gap, in seconds.
    private static let secondsBetweenPoints = 0.1

    /// The weight of a new sighting in the person's appearance: 0.1 at 30 frames per second in Wang et al., "Towards
    /// real-time multi-object tracking", 2020; here a quarter as many frames are analyzed.
    private static let appearanceWeight: Float = 0.3

    /// The identity; `nil` for a candidate that isn't confirmed yet.
    var id: Int?
    /// The time of the first sighting, on the source's clock.
    let firstSeen: Double
    /// The time of the last sighting, on the source's clock.
    private(set) var lastSeen: Double
    /// The seconds since the last sighting, as a sum of steps: a clock that jumps back ends no track.
    private(set) var unseen = 0.0
    /// Whether the last detection did not find this person.
    private(set) var isMissed = false
    /// The sighting in this frame.
    private(set) var sighting: Sighting?
    /// The sum of all scores so far.
    private(set) var scores: Double
    /// The estimated motion of the face.
    private(set) var motion: Motion
    /// The last detected box, completed if a part of the face was hidden.
    private(set) var lastBox: Box
    /// The verdict from all sightings.
    private(set) var steady = SteadyVerdict()
    private var whole: WholeFace
    private var appearance: Appearance?
    /// The motion at the last sighting, without prediction.
    private var lastMotion: Motion
    private var lastLandmarks: Landmarks?
    /// The recent positions of the face, oldest first, with their ages in seconds.
    private var trail: [(age: Double, center: Point)]

    /// Creates a candidate from its first sighting.
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

    /// The oldest of the recent positions.
    var trailStart: Point { trail.first?.center ?? lastBox.center }

    /// Advances by `seconds`, without a sighting so far.
    mutating func advance(seconds: Double) {
        motion.advance(seconds: seconds)
        unseen += seconds
        sighting = nil
        for index in trail.indices { trail[index].age += seconds }
    }

    /// Marks the person as missed by a detection.
    mutating func markMissed() { isMissed = true }

    /// Updates the person with a sighting at `time`, the time of the last step.
    mutating func update(with sighting: Sighting, at time: Double) {
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

    /// Returns the resemblance of the person's appearance and a sighting's, 0…1; `nil` if one of them isn't known.
    func resemblance(to sighting: Sighting) -> Double? {
        guard let appearance, let other = sighting.appearance else { return nil }
        return appearance.likeness(to: other).map(Double.init)
    }

    private mutating func blend(_ new: Appearance?) {
        guard let new else { return }
        if appearance == nil { appearance = new } else { appearance?.blend(Self.appearanceWeight, of: new) }
    }

    /// Fills a gap with sightings on a straight line, so that predictions in the gap leave no false speed (OC-SORT's
    /// observation-centric re-update).
    private mutating func followPath(to box: Box) {
        let steps = Int((unseen / Self.secondsBetweenPoints).rounded(.up))
        guard steps > 1 else { return }
        motion = lastMotion
        for step in 1...steps {
            motion.advance(seconds: unseen / Double(steps))
            if step < steps { motion.measure(lastBox.moved(to: box, share: Float(step) / Float(steps))) }
        }
    }

    /// Converts to a picture that is scaled by `x` horizontally and `y` vertically.
    mutating func scale(x: Double, y: Double) {
        motion.scale(x: x, y: y)
        whole.scale(x: x, y: y)
        lastMotion.scale(x: x, y: y)
        let (x, y) = (Float(x), Float(y))
        lastBox = lastBox.scaled(x: x, y: y)
        lastLandmarks = lastLandmarks?.scaled(x: x, y: y)
        trail = trail.map { ($0.age, Point(x: $0.center.x * x, y: $0.center.y * y)) }
    }

    /// Returns the person's track.
    func track(id: Int) -> Track {
        let box = motion.box
        return Track(
            id: id, box: box,
            landmarks: sighting == nil ? lastLandmarks?.moved(from: lastBox, to: box) : lastLandmarks,
            sighting: sighting, verdict: steady.verdict, firstSeen: firstSeen, lastSeen: lastSeen)
    }
}

extension Box {
    /// Returns the box at `share` of the straight path to `other`.
    fileprivate func moved(to other: Box, share: Float) -> Box {
        func between(_ from: Float, _ to: Float) -> Float { from + (to - from) * share }
        return Box(
            x1: between(x1, other.x1), y1: between(y1, other.y1),
            x2: between(x2, other.x2), y2: between(y2, other.y2))
    }
}

extension Landmarks {
    /// Returns the landmarks at the same relative positions in another box.
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
