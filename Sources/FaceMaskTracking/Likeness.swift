import FaceMaskCore
#if canImport(Glibc)
import Glibc
#else
import Foundation
#endif

/// How well a sighting fits a person; 0 when it can't be the same.
enum Likeness {
    /// How much boxes grow on each side, in their sizes, before their overlap counts, besides the uncertainty: small faces
    /// move by more than their size between frames (Yang et al., "Hard to track objects with irregular motions and
    /// similar appearances? Make it easier by buffering the matching space", WACV 2023). On the synthetic scenes 0.15
    /// gives half the switches of the paper's 0.3 where people cross.
    private static let buffer = 0.15
    /// The most that they grow when the prediction is uncertain: the paper's second round.
    private static let largestBuffer = 0.5
    /// Of two faces of one person the larger is at most this many times as large as the smaller: one step to the
    /// camera at arm's length.
    private static let largestSizeRatio = 1.8
    /// What walking on in the same direction is worth beside an overlap of 1 (OC-SORT's momentum, weight 0.2).
    private static let headingWeight = 0.2
    /// How far from its path somebody may come back, in sizes of the face: at once, and more for each second.
    private static let reach = (atOnce: 1.0, perSecond: 1.5)

    /// Of two faces that look less alike one isn't the other after a gap: the median of different people in a street, and
    /// the lowest twentieth of one person two seconds later (docs/design.md).
    private static let leastResemblance = 0.5
    /// Who looks less alike than this from one look to the next is somebody else, such as after a film's cut: 99 of 100
    /// looks at one person a moment later are above 0.53.
    private static let leastResemblanceAtAll = 0.35
    /// A weak sighting that looks less alike isn't whoever was seen just now: 19 of 20 strangers in a street look less
    /// alike than 0.7, 19 of 20 looks at one person a moment later more than 0.84.
    private static let leastResemblanceOfWeak = 0.65
    /// A weak sighting overlaps the prediction by more than this. ByteTrack asks for 0.5 without growing boxes.
    private static let leastOverlapOfWeak = 0.3
    /// What looking alike is worth beside an overlap of 1: little for whoever was seen just now, much for whoever was
    /// missed, whose predicted place is a guess.
    private static let resemblanceWeight = (seen: 0.25, missed: 1.0)

    /// By overlap with the prediction, the direction of the walk and looks.
    static func byOverlap(of person: Person, with sighting: Sighting) -> Double {
        let motion = person.motion
        let box = sighting.face.box
        guard sizesAgree(motion.size, box) else { return 0 }
        let resemblance = person.resemblance(to: sighting)
        let margin = Float(min(buffer + motion.uncertainty, largestBuffer))
        let overlap = Double(motion.box.expanded(by: margin).overlap(with: box.expanded(by: margin)))
        // Squared, so that one good pair beats two poor ones: a hidden person doesn't take the sighting of who hides them.
        guard overlap > (sighting.isStrong ? 0 : leastOverlapOfWeak) else { return 0 }
        let least = sighting.isStrong ? leastResemblanceAtAll : leastResemblanceOfWeak
        if let resemblance, resemblance < least { return 0 }
        let weight = person.isMissed ? resemblanceWeight.missed : resemblanceWeight.seen
        return overlap * overlap + headingWeight * heading(of: person, to: box)
            + weight * (resemblance.map(familiarity) ?? 0)
    }

    /// By distance from the way between the last place and the predicted one: somebody hidden may have stopped anywhere
    /// on it. Who looks otherwise isn't the same.
    static func byPath(of person: Person, with sighting: Sighting) -> Double {
        let box = sighting.face.box
        let resemblance = person.resemblance(to: sighting)
        if let resemblance, resemblance < leastResemblance { return 0 }
        // As last seen: a guessed growth runs away in two seconds.
        let size = Double(person.lastBox.area).squareRoot()
        guard sizesAgree(size, box) else { return 0 }
        let distance = distance(from: box.center, to: person.lastBox.center, person.motion.box.center)
        let limit = reach.atOnce + reach.perSecond * person.unseen
        return max(1 - distance / size / limit, 0) * (resemblance.map(familiarity) ?? 1)
    }

    /// How much more alike than strangers, 0…1.
    private static func familiarity(_ resemblance: Double) -> Double {
        max((resemblance - leastResemblance) / (1 - leastResemblance), 0)
    }

    private static func sizesAgree(_ size: Double, _ box: Box) -> Bool {
        let ratio = Double(box.area).squareRoot() / size
        return ratio <= largestSizeRatio && ratio >= 1 / largestSizeRatio
    }

    /// 1 for straight on, 0 for straight back; one half for somebody who hardly moves, as then the direction is noise.
    private static func heading(of person: Person, to box: Box) -> Double {
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
        let (wayX, wayY) = (Double(end.x - start.x), Double(end.y - start.y))
        let (x, y) = (Double(point.x - start.x), Double(point.y - start.y))
        let length = wayX * wayX + wayY * wayY
        let share = length > 0 ? min(max((x * wayX + y * wayY) / length, 0), 1) : 0
        return hypot(x - share * wayX, y - share * wayY)
    }
}
