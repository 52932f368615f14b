import FaceMaskCore
import FaceMaskEvents
import FaceMaskMonitoring
import FaceMaskSinks
import TestSupport
import Testing

private func people(bare: Int, worn: Int = 0, unsure: Int = 0) -> [Track] {
    let states: [MaskState?] =
        Array(repeating: .notWorn, count: bare) + Array(repeating: .worn, count: worn)
        + Array(repeating: nil, count: unsure)
    return states.enumerated().map { .of($0 + 1, $1) }
}

private struct Course: CustomTestStringConvertible, Sendable {
    let reason: String
    let rule: String
    /// Who is there at each second.
    let seconds: [[Track]]
    let alerts: [Double]
    var testDescription: String { reason }
}

private func always(_ tracks: [Track], _ count: Int) -> [[Track]] { Array(repeating: tracks, count: count) }

@Test(arguments: [
    Course(reason: "nobody", rule: "without>=1", seconds: always([], 5), alerts: []),
    Course(reason: "at once", rule: "without>=1", seconds: always(people(bare: 1), 3), alerts: [0]),
    Course(reason: "only after its time", rule: "without>=1 for 3s", seconds: always(people(bare: 1), 5), alerts: [3]),
    Course(reason: "not for long enough", rule: "without>=1 for 3s", seconds: always(people(bare: 1), 3), alerts: []),
    Course(
        reason: "a break starts its time anew", rule: "without>=1 for 3s",
        seconds: always(people(bare: 1), 3) + [[]] + always(people(bare: 1), 4), alerts: [7]),
    Course(
        reason: "again and again while it lasts", rule: "without>=1 every 4s", seconds: always(people(bare: 1), 10),
        alerts: [0, 4, 8]),
    Course(
        reason: "quiet after an alert even if it stops and begins", rule: "without>=1 every 5s",
        seconds: [people(bare: 1), [], people(bare: 1), [], people(bare: 1), [], people(bare: 1)], alerts: [0, 6]),
    Course(
        reason: "somebody else goes on with it", rule: "without>=1 for 2s",
        seconds: [[.of(1, .notWorn)], [.of(1, .notWorn), .of(2, .notWorn)], [.of(2, .notWorn)]], alerts: [2]),
    Course(reason: "too few", rule: "without>=3", seconds: always(people(bare: 2, worn: 9), 3), alerts: []),
    Course(
        reason: "the share leaves the unsure out", rule: "without>=50%",
        seconds: [people(bare: 1, worn: 2, unsure: 5), people(bare: 1, worn: 1, unsure: 5)], alerts: [1]),
    Course(
        reason: "no share of nobody", rule: "without>=1%", seconds: always(people(bare: 0, unsure: 9), 3), alerts: []),
    Course(reason: "another state", rule: "incorrect>=1", seconds: always(people(bare: 3), 3), alerts: []),
    Course(reason: "one of two states", rule: "incorrect+without>=3", seconds: always(people(bare: 3), 3), alerts: [0]),
])
private func alertsAreRaisedWhenDue(course: Course) throws {
    var monitor = try AlertMonitor(rules: [AlertRule(parsing: course.rule)], source: "door")
    let alerts = course.seconds.enumerated().flatMap {
        monitor.alerts(after: $1, at: Double($0), width: 100, height: 100)
    }
    #expect(alerts.map(\.time) == course.alerts)
}

@Suite struct AlertMonitorTests {
    @Test func zoneCountsOnlyThoseInIt() throws {
        let left = try Zone(
            name: "left", corners: [(0, 0), (0.5, 0), (0.5, 1), (0, 1)].map { RelativePoint(x: $0.0, y: $0.1) })
        let rules = try [AlertRule(parsing: "a: without>=1 in left"), AlertRule(parsing: "b: without>=2")]
        var monitor = try AlertMonitor(rules: rules, zones: [left], source: "door")
        let right = Track.of(1, .notWorn, x: 80)
        #expect(monitor.alerts(after: [right], at: 0, width: 100, height: 100).isEmpty)
        let alerts = monitor.alerts(after: [.of(2, .notWorn, x: 20), right], at: 1, width: 100, height: 100)
        #expect(alerts.map(\.rule.name) == ["a", "b"])
        #expect(alerts.map(\.tracks) == [[2], [1, 2]])
        #expect(alerts.map(\.count) == [1, 2])
    }

    @Test(arguments: [
        ([], "define one"), (["entrance", "hall"], "write 'entrance' if that is meant"),
        (["a", "b"], "there are: 'a', 'b'"),
    ])
    func unknownZoneIsAFault(zones: [String], hint: String) throws {
        let triangle = [(0, 0), (1, 0), (1, 1)].map { RelativePoint(x: $0.0, y: $0.1) }
        let rule = try AlertRule(parsing: "door: without>=1 in entrence")
        let known = try zones.map { try Zone(name: $0, corners: triangle) }
        let error = #expect(throws: MonitoringError.self) {
            try AlertMonitor(rules: [rule], zones: known, source: "a")
        }
        #expect(
            error?.description == "The alert 'door' can't be used because there is no zone 'entrence'; \(hint).")
    }

    @Test func aClockThatJumpsBackDoesNotChangeTheCoolDown() throws {
        var monitor = try AlertMonitor(rules: [AlertRule(parsing: "without>=1 every 10s")], source: "door")
        let times = [100, 105, 0, 4, .nan, 5, 6, 14, 15]
        let due = times.map { !monitor.alerts(after: people(bare: 1), at: $0, width: 9, height: 9).isEmpty }
        #expect(due == [true, false, false, false, false, true, false, false, true])
    }

    @Test func jsonIsStable() throws {
        var monitor = try AlertMonitor(
            rules: [AlertRule(parsing: "\"a \\\"b\\\"\": without+incorrect>=1 for 2s then post https://x.org/secret")],
            source: "door")
        let tracks: [Track] = [.of(9, .wornIncorrectly), .of(4, .notWorn), .of(5, .worn), .of(6)]
        #expect(monitor.alerts(after: tracks, at: 1, width: 100, height: 100).isEmpty)
        let alert = try #require(monitor.alerts(after: tracks, at: 3.5, width: 100, height: 100).first)
        let json = try alert.json()
        #expect(
            json == """
                {"alert":"a \\"b\\"","condition":"without+incorrect>=1","count":2,"lasted":2.5,\
                "people":{"mask_worn_incorrectly":1,"unsure":1,"with_mask":1,"without_mask":1},\
                "share":0.6667,"source":"door","time":3.5,"tracks":[4,9]}
                """)
        #expect("\(alert)" == "door: a \"b\": 2 people of 4")
    }
}
