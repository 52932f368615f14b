import FaceMaskCore
import FaceMaskMonitoring
import TestSupport
import Testing

/// Corners as pairs of shares.
private func points(_ pairs: [[Double]]) -> [RelativePoint] { pairs.map { RelativePoint(x: $0[0], y: $0[1]) } }

private struct Faulty: CustomTestStringConvertible, Sendable {
    let reason: String
    var name = "door"
    let corners: [[Double]]
    let sentence: String
    var testDescription: String { reason }
}

@Test(arguments: [
    Faulty(reason: "no corner", corners: [], sentence: "it has 0 different corners; give three or more"),
    Faulty(reason: "one", corners: [[0, 0]], sentence: "it has 1 different corner; give three or more"),
    Faulty(
        reason: "two, closed", corners: [[0, 0], [1, 1], [0, 0]],
        sentence: "it has 2 different corners; give three or more"
    ),
    Faulty(
        reason: "pixels instead of shares", corners: [[0, 0], [640, 0], [640, 480]],
        sentence: "its corner (640.0, 0.0) is outside the picture; corners are shares of width and height, 0 to 1"),
    Faulty(
        reason: "not a number", corners: [[0, 0], [1, .nan], [1, 1]],
        sentence: "its corner (1.0, nan) is outside the picture; corners are shares of width and height, 0 to 1"),
    Faulty(
        reason: "a bow", corners: [[0, 0], [1, 1], [1, 0], [0, 1]],
        sentence: "its border meets itself at the sides from corner 1 and from corner 3; "
            + "name the corners in the order of the border, each once"),
    Faulty(
        reason: "a corner twice", corners: [[0, 0], [0, 0], [1, 0], [1, 1]],
        sentence: "its border meets itself at the sides from corner 1 and from corner 2; "
            + "name the corners in the order of the border, each once"),
    Faulty(
        reason: "out and back", corners: [[0, 0], [1, 0], [0.5, 0], [0.5, 1]],
        sentence: "its border meets itself at the sides from corner 1 and from corner 2; "
            + "name the corners in the order of the border, each once"),
    Faulty(
        reason: "a sliver", corners: [[0, 0], [1, 0.00001], [0.5, 0.00001]],
        sentence: "its corners are nearly on one line, so that nobody can be inside"),
    Faulty(
        reason: "no name", name: " ", corners: [[0, 0], [1, 0], [1, 1]], sentence: "its name is empty; give it one"),
    Faulty(
        reason: "a name that moves the cursor", name: "a\u{1B}[2J", corners: [[0, 0], [1, 0], [1, 1]],
        sentence: "its name holds a control character; leave that out"),
])
private func invalidZonesAreRefused(faulty: Faulty) {
    let error = #expect(throws: MonitoringError.self) {
        try Zone(name: faulty.name, corners: points(faulty.corners))
    }
    #expect(error?.reason == faulty.sentence)
    #expect(error?.description == "The zone '\(faulty.name)' can't be used because \(faulty.sentence).")
}

@Suite struct ZoneTests {
    private let star = [[0.5, 0], [0.6, 0.4], [1, 0.5], [0.6, 0.6], [0.5, 1], [0.4, 0.6], [0, 0.5], [0.4, 0.4]]

    @Test(arguments: [
        (0.5, 0.5, true, "the middle"), (0.1, 0.1, false, "between two rays"), (0.5, 0.9, true, "in a ray"),
        (-0.1, 0.5, false, "left of the picture"), (.nan, 0.5, false, "nowhere"),
    ])
    func starContainsItsInside(x: Double, y: Double, isInside: Bool, reason: String) throws {
        for corners in [star, star.reversed(), star + [star[0]]] {
            let zone = try Zone(name: "star", corners: points(corners))
            #expect(zone.contains(RelativePoint(x: x, y: y)) == isInside, "\(reason)")
        }
    }

    /// Nobody is counted twice or not at all at a border that two zones share.
    @Test func neighboursCoverEveryPoint() throws {
        let upper = try Zone(name: "upper", corners: points([[0, 0], [1, 0], [1, 0.3], [0, 0.7]]))
        let lower = try Zone(name: "lower", corners: points([[0, 0.7], [1, 0.3], [1, 1], [0, 1]]))
        for x in 0..<64 {
            for y in 0..<64 {
                let point = RelativePoint(x: Double(x) / 64, y: Double(y) / 64)
                #expect(upper.contains(point) != lower.contains(point), "\(point)")
            }
            let onBorder = RelativePoint(x: Double(x) / 64, y: 0.7 - 0.4 * Double(x) / 64)
            #expect(upper.contains(onBorder) != lower.contains(onBorder), "\(onBorder)")
        }
    }

    @Test func peopleAreCountedByTheCentreOfTheFace() throws {
        let zone = try Zone(name: "left", corners: points([[0, 0], [0.5, 0], [0.5, 1], [0, 1]]))
        let tracks: [Track] = [.of(1, .worn, x: 49), .of(2, .notWorn, x: 52), .of(3, x: 10), .of(4, .worn, x: .nan)]
        let count = PeopleCount(zone.people(of: tracks, width: 100, height: 100))
        #expect(count.total == 2)
        #expect(count[.worn] == 1)
        #expect(count[nil] == 1)
        #expect(zone.people(of: tracks, width: 0, height: 0).isEmpty)
    }
}
