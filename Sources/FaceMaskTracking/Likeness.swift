import FaceMaskCore
#if canImport(Glibc)
import Glibc
#else
import Foundation
#endif

/// Measures how well a sighting fits a person; 0 if it can't be the same person.
enum Likeness {
    /// The margin, as a share of a box's size, by which boxes are expanded before their overlap counts, in addition to the
    /// uncertainty: small faces move by more than their size between frames (Yang et al., "Hard to track objects with irregular motions and
    /// similar appearances? Make it easier by buffering the matching space", WACV 2023). On the synthetic scenes 0.15
    /// gives half the switches of the paper's 0.3 where people cross.
    private static let buffer = 0.15
    /// The maximum margin for uncertain predictions: that of the paper's second round.
    private static let largestBuffer = 0.5
    /// The maximum ratio of sizes of one person's face in two frames: one step towards the camera at arm's length.
    private static let largestSizeRatio = 1.8
    /// The weight of the direction of motion, compared with an overlap of 1 (OC-SORT's momentum, weight 0.2).
    private static let headingWeight = 0.2
    /// The maximum distance from the predicted path at which somebody may reappear, in sizes of the face: at once, and in
    /// addition for each second.
    private static let reach = (atOnce: 1.0, perSecond: 1.5)

    /// The minimum resemblance to a person who was missed: the median of different people in a street, and the lowest
    /// twentieth of one person two seconds later (docs/measurements.md).
    private static let minimumResemblance = 0.5
    /// The minimum resemblance to a person in the last analyzed frame. Lower ones are of somebody else, such as after a cut:
    /// 99 of 100 sightings of one person a moment later are above 0.53.
    private static let minimumResemblanceOfSeen = 0.35
    /// The minimum resemblance of a weak sighting to a person in the last analyzed frame: 19 of 20 strangers in a street are
    /// below 0.7, 19 of 20 sightings of one person a moment later above 0.84.
    private static let minimumResemblanceOfWeak = 0.65
    /// The minimum overlap of a weak sighting with the prediction. ByteTrack uses 0.5 without expanding boxes.
    private static let minimumOverlapOfWeak = 0.3
    /// The weight of resemblance, compared with an overlap of 1: low for people in the last analyzed frame, high for those
    /// who were missed, whose predicted position is uncertain.
    private static let resemblanceWeight = (seen: 0.25, missed: 1.0)

    /// Returns the likeness by overlap with the prediction, direction of motion and appearance.
    static func byOverlap(of person: TrackedPerson, with sighting: Sighting) -> Double {
        let motion = person.motion
        let box = sighting.face.box
        guard sizesAgree(motion.size, box) else { return 0 }
        let resemblance = person.resemblance(to: sighting)
        let margin = Float(min(buffer + motion.uncertainty, largestBuffer))
        let overlap = Double(motion.box.expanded(by: margin).overlap(with: box.expanded(by: margin)))
        // Squared, so that one good pair beats two poor ones: a hidden person doesn't take the sighting of the person in
        // front.
        guard overlap > (sighting.isStrong ? 0 : minimumOverlapOfWeak) else { return 0 }
        let least = sighting.isStrong ? minimumResemblanceOfSeen : minimumResemblanceOfWeak
        if let resemblance, resemblance < least { return 0 }
        let weight = person.isMissed ? resemblanceWeight.missed : resemblanceWeight.seen
        return overlap * overlap + headingWeight * heading(of: person, to: box)
            + weight * (resemblance.map(familiarity) ?? 0)
    }

    /// Returns the likeness by distance from the path between the last position and the predicted one, since a hidden
    /// person may have stopped anywhere on it, and by appearance.
    static func byPath(of person: TrackedPerson, with sighting: Sighting) -> Double {
        let box = sighting.face.box
        let resemblance = person.resemblance(to: sighting)
        if let resemblance, resemblance < minimumResemblance { return 0 }
        // The last detected size: a predicted change of size is far off after two seconds.
        let size = Double(person.lastBox.area).squareRoot()
        guard sizesAgree(size, box) else { return 0 }
        let distance = distance(from: box.center, to: person.lastBox.center, person.motion.box.center)
        let limit = reach.atOnce + reach.perSecond * person.unseen
        return max(1 - distance / size / limit, 0) * (resemblance.map(familiarity) ?? 1)
    }

    /// Returns how far a resemblance exceeds that of strangers, 0…1.
    private static func familiarity(_ resemblance: Double) -> Double {
        max((resemblance - minimumResemblance) / (1 - minimumResemblance), 0)
    }

    private static func sizesAgree(_ size: Double, _ box: Box) -> Bool {
        let ratio = Double(box.area).squareRoot() / size
        return ratio <= largestSizeRatio && ratio >= 1 / largestSizeRatio
    }

    /// Returns 1 for straight ahead and 0 for straight back; about one half for people who hardly move, whose direction is
    /// noise.
    private static func heading(of person: TrackedPerson, to box: Box) -> Double {
        let start = person.trailStart
        let middle = person.lastBox.center
        let end = box.center
        let (x1, y1) = (Double(middle.x - start.x), Double(middle.y - start.y))
        let (x2, y2) = (Double(end.x - middle.x), Double(end.y - middle.y))
        let lengths = ((x1 * x1 + y1 * y1) * (x2 * x2 + y2 * y2)).squareRoot()
        guard lengths > 0 else { return 0.5 }
        let certainty = min((x1 * x1 + y1 * y1).squareRoot() / person.motion.size, 1)
        return 0.5 + certainty * (x1 * x2 + y1 * y2) / lengths / 2
    }

    private static func distance(from point: Point, to start: Point, _ end: Point) -> Double {
        let (pathX, pathY) = (Double(end.x - start.x), Double(end.y - start.y))
        let (x, y) = (Double(point.x - start.x), Double(point.y - start.y))
        let length = pathX * pathX + pathY * pathY
        let share = length > 0 ? min(max((x * pathX + y * pathY) / length, 0), 1) : 0
        return hypot(x - share * pathX, y - share * pathY)
    }
}
